// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { lessons } from '../../../../src/lessons/registry.ts';
import { TeacherPage } from '../../../../src/ui/panels/teacher/TeacherPage.tsx';

test('a teacher has a page to every lesson, with its answers and its address', async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  await act(async () => root.render(<TeacherPage />));
  const articles = [...host.querySelectorAll('article')];
  expect(articles.map(({ id }) => id)).toEqual(lessons.map(({ id }) => id));
  articles.forEach((article, number) => {
    const { notes, steps } = lessons[number]!;
    for (const { answer } of notes.questions) expect(article.textContent).toContain(answer);
    expect(article.textContent).toContain(notes.ifNot);
    expect(article.querySelectorAll('ol > li')).toHaveLength(steps.length);
    expect(article.querySelector('a')!.getAttribute('href')).toBe(`./?lesson=${number}`);
  });
  expect(host.querySelector('a[href="./?mode=demo"]')).not.toBeNull();
  act(() => root.unmount());
});
