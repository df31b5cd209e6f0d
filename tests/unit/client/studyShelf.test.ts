import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { createStudyShelf } from '../../../src/client/studyShelf.ts';
import type { StudyFile } from '../../../src/study/studyFile.ts';

const path = fileURLToPath(new URL('../../support/tinyStudy.json', import.meta.url));
const [cell] = (JSON.parse(readFileSync(path, 'utf8')) as StudyFile).cells;
const unzipped = async (blob: Blob) =>
  new Response(blob.stream().pipeThrough(new DecompressionStream('gzip'))).text();

describe('the shelf of studies', () => {
  beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
  });

  test('keeps a race and its rows beyond the page', async () => {
    await createStudyShelf().write('key', cell!, ['head\r\n', 'row\r\n']);
    const later = createStudyShelf();
    expect(await later.read('key')).toEqual(cell);
    expect(await later.keeps()).toBe(true);
    expect(await later.read('other')).toBeNull();
    expect(await later.images('other')).toBeNull();
    expect(
      await createStudyShelf()
        .images('key')
        .then((blob) => unzipped(blob!)),
    ).toBe('head\r\nrow\r\n');
  });

  test('where storage is closed it lasts as long as the page', async () => {
    globalThis.indexedDB = {
      open: () => {
        throw new DOMException('closed', 'SecurityError');
      },
    } as unknown as IDBFactory;
    const shelf = createStudyShelf();
    await shelf.write('key', cell!, ['a']);
    expect(await shelf.read('key')).toEqual(cell);
    expect(await createStudyShelf().read('key')).toBeNull();
    expect(await shelf.keeps()).toBe(false);
  });
});
