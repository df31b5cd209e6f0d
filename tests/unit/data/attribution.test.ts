import { expect, test } from 'vitest';
import { attributionPage } from '../../../tools/iconshift/src/attribution.ts';
import { makeManifest } from './manifestFixture.ts';

test('text from the manifest never becomes markup', () => {
  const toy = makeManifest();
  const sets = toy.sets.map((set) => ({ ...set, author: '<b>"A" & B</b>' }));
  const page = attributionPage({ ...toy, sets });
  expect(page).toContain('&lt;b&gt;&quot;A&quot; &amp; B&lt;/b&gt;');
  expect(page).not.toContain('<b>');
});
