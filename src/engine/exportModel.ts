import { writeSafetensors } from '../io/safetensors.ts';
import type { ClassifierHead } from '../methods/method.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import { readBack } from './lane/laneFile.ts';
import type { Subject } from './subject.ts';

/** Names of a trained head in an exported file; loaders of a CLIPModel pass over them. */
export const exportedHead = {
  weight: 'carot_lab.head.weight',
  bias: 'carot_lab.head.bias',
} as const;

/**
 * Weights as a safetensors file that Hugging Face's CLIPModel reads beside its config.json: F32, its
 * names and shapes, all of its tensors and, for a method with a head of its own, that head.
 *
 * @param ownHead null where the head is made of prompts: whoever has the text tower has it too
 */
export async function exportModel(
  { entry, model, alpha, step }: Subject,
  ownHead: ClassifierHead | null,
  config: RunConfig,
): Promise<Uint8Array> {
  const metadata = new Map([
    ['format', 'pt'],
    ['carot_lab.method', entry.id],
    ['carot_lab.step', String(step)],
    ['carot_lab.config', JSON.stringify(config)],
  ]);
  if (alpha !== undefined) metadata.set('carot_lab.alpha', String(alpha));
  const tensors = await readBack(model.variables);
  if (ownHead) {
    tensors.push(...(await readBack([[exportedHead.weight, ownHead.weight]])));
    if (ownHead.bias) tensors.push(...(await readBack([[exportedHead.bias, ownHead.bias]])));
  }
  return writeSafetensors(tensors, metadata);
}
