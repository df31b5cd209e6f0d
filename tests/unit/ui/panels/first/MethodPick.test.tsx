// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { shownResult } from '../../../../../src/store/results/shown.ts';
import { formatCount } from '../../../../../src/ui/format.ts';
import { MethodPick } from '../../../../../src/ui/panels/first/MethodPick.tsx';
import { catalogue } from '../../../../gallery/fixtures.ts';
import { mountPanel } from '../../support/mountPanel.tsx';

test('says of how many images each style is, from the smallest to the largest', async () => {
  const methods = catalogue.methods.filter(({ id }) => id === 'zs' || id === 'ft');
  const { host, store, unmount } = await mountPanel(
    <MethodPick methods={methods} chosen="ft" choose={() => {}} />,
  );
  const sizes = shownResult(store.getState(), 'ft')!
    .splits.filter(({ role }) => role === 'ood')
    .map(({ raw }) => raw.n);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)].map((n) => formatCount(n));
  const range = least === most ? most : `${least} to ${most}`;
  expect(sizes.length).toBeGreaterThan(1);
  expect(host.textContent).toContain(`${sizes.length} styles (n ${range})`);
  unmount();
});
