import type { MetricInfo } from '../../../metrics/metric.ts';
import { words } from './words.ts';

/** What a metric is, in which unit, which way is good, and where it comes from. */
export const aboutMetric = ({ summary, unit, best, source }: MetricInfo): string =>
  `${summary} ${words.units[unit]} ${words.best[best]} ${words.source(source)}`;
