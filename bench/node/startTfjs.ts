import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs';

/** Plain TensorFlow.js on WebGPU. @throws Error where it does not start */
export async function startTfjs(): Promise<void> {
  if (!(await tf.setBackend('webgpu'))) throw new Error('plain tfjs found no WebGPU');
  await tf.ready();
}
