import { fieldOf, isJsonObject, type JsonObject } from '../io/parseJsonObject.ts';

/** A token that the post-processor adds: its name and, where it is said again, its id. */
export type Bracket = readonly [name: unknown, id: unknown];

/** The id that the post-processor's own table gives a token; undefined where there is none. */
function idOf(table: unknown, name: unknown): unknown {
  const entry = isJsonObject(table) && typeof name === 'string' ? fieldOf(table, name) : undefined;
  if (!isJsonObject(entry)) return undefined;
  const ids = fieldOf(entry, 'ids');
  return Array.isArray(ids) && ids.length === 1 ? ids[0] : ids;
}

/** The token before and the token behind every caption, by the post-processor; null for any other. */
export function readBrackets(root: JsonObject): readonly Bracket[] | null {
  const post = isJsonObject(root.post_processor) ? root.post_processor : {};
  if (post.type === 'RobertaProcessing' || post.type === 'BertProcessing') {
    const pairs = [post.cls, post.sep];
    return pairs.every(Array.isArray) ? pairs.map(([name, id]): Bracket => [name, id]) : null;
  }
  if (post.type !== 'TemplateProcessing' || !Array.isArray(post.single)) return null;
  const [before, text, behind] = post.single.map((part: unknown) =>
    isJsonObject(part) ? part : {},
  );
  const fits = post.single.length === 3 && text !== undefined && 'Sequence' in text;
  if (!fits) return null;
  return [before, behind].map((part): Bracket => {
    const special = part?.SpecialToken;
    const name = isJsonObject(special) ? special.id : undefined;
    return [name, idOf(post.special_tokens, name)];
  });
}
