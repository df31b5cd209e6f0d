import '@tensorflow/tfjs-backend-cpu';
import { beforeAll } from 'vitest';
import * as tf from '../../src/ops/tf.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
  await tf.ready();
});
