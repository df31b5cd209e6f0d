/** The page `lessons.html`: the lessons for whoever teaches them, to read or to print. */
import { createRoot } from 'react-dom/client';
import { TeacherPage } from '../ui/panels/teacher/TeacherPage.tsx';
import { applyTheme, preferredTheme } from '../ui/theme.ts';

const root = document.getElementById('root');
if (root) {
  applyTheme(preferredTheme());
  createRoot(root).render(<TeacherPage />);
}
