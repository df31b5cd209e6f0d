// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test } from 'vitest';
import type { NamedFile } from '../../../../../src/store/share/state.ts';
import { ClusterButtons } from '../../../../../src/ui/panels/share/panel/ClusterButtons.tsx';
import { loaded } from '../../../../gallery/fixtures.ts';
import { mountPanel } from '../../support/mountPanel.tsx';

test('exports the file that the command runs, and copies the command', async () => {
  const files: NamedFile[] = [];
  const texts: string[] = [];
  const { host, store, unmount } = await mountPanel(
    <ClusterButtons
      download={async (make) => void files.push(make())}
      copy={async (text) => texts.push(text()) > 0}
    />,
    0,
  );
  store.getState().takeAssets({ modelId: loaded.model.id, datasetId: loaded.dataset.id });
  for (const button of host.querySelectorAll('button')) await act(async () => button.click());
  const [file] = files;
  expect(JSON.parse(file!.parts.join('')).config.lanes.length).toBeGreaterThan(0);
  expect(texts).toEqual([`python -m carot_twin run ${file!.name}`]);
  expect(host.querySelector('code')!.textContent).toBe(texts[0]);
  unmount();
});
