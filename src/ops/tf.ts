/**
 * The one door to TensorFlow.js. Every tensor file imports `tf` from here, so that the backend
 * packages, the gradient registry and the version stay in one place.
 */
export * from '@tensorflow/tfjs-core';
