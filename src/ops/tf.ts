/**
 * The one door to TensorFlow.js. Every tensor file imports `tf` from here, so that the backend
 * packages, the gradient registry and the version stay in one place.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';

export * from '@tensorflow/tfjs-core';
