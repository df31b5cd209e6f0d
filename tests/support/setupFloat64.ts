import { types } from 'node:util';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '../../src/ops/tf.ts';

/**
 * TensorFlow.js in double precision: its plain backend keeps numbers in Float32Arrays and computes in
 * JavaScript, so that with arrays of 64 bits in their place nothing is rounded to 32. For tests alone,
 * before anything makes an array.
 */
globalThis.Float32Array = Float64Array as unknown as Float32ArrayConstructor;
tf.env().platform.isTypedArray = (value): value is Float32Array | Int32Array | Uint8Array =>
  types.isFloat64Array(value) || types.isInt32Array(value) || types.isUint8Array(value);
await tf.setBackend('cpu');
