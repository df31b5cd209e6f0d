// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { Prose } from '../../../../../src/ui/panels/lesson/Prose.tsx';
import { mountPanel } from '../../support/mountPanel.tsx';

test('a word of the glossary is written small within a sentence, unless it is a name', async () => {
  const { host, unmount } = await mountPanel(
    <Prose
      says={[
        '[Noise floor] first. [Bins] next; then the [Noise floor], [ECE] and [Bins|bin].',
        '“[Noise floor]”: [Calibration].',
      ]}
    />,
  );
  const shown = [...host.querySelectorAll('button')].map((button) => button.textContent);
  expect(shown).toEqual([
    'Noise floor',
    'Bins',
    'noise floor',
    'ECE',
    'bin',
    'Noise floor',
    'Calibration',
  ]);
  unmount();
});
