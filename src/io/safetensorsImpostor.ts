import { isJsonObject } from './parseJsonObject.ts';
import { SafetensorsError } from './safetensorsError.ts';
import { sniffFormat } from './sniffFormat.ts';
import { countShards, sniffJson } from './sniffJson.ts';

/** The index of the largest checkpoints has some 10 MB. */
const MAX_JSON_BYTES = 25_000_000;

const wrongFormat = (what: string) =>
  new SafetensorsError('wrong-format', `This is ${what}, not a safetensors file.`);

/** Which of a checkpoint's JSON files came instead; the index of one in parts has an error of its own. */
function namedByFields(bytes: Uint8Array): SafetensorsError {
  let json: unknown = null;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes.subarray(0, MAX_JSON_BYTES)));
  } catch {}
  if (!isJsonObject(json)) return wrongFormat('a JSON text');
  const shards = countShards(json);
  if (shards !== null) {
    return new SafetensorsError(
      'sharded',
      `This is the index of a checkpoint in ${shards} parts, which holds no weights itself.`,
    );
  }
  const what = sniffJson(json);
  return wrongFormat(what === null ? 'a JSON text' : `a JSON text that looks like ${what}`);
}

/** What a file without a safetensors header is, by its first bytes; null if they say nothing known. */
export function safetensorsImpostor(bytes: Uint8Array): SafetensorsError | null {
  const sniffed = sniffFormat(bytes);
  if (sniffed === null) return null;
  return sniffed.kind === 'json' ? namedByFields(bytes) : wrongFormat(sniffed.what);
}
