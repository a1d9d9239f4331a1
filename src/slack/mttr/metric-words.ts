import type { Metric } from '../../domain/question.ts';

/** How a metric is called, and what it measures, in the words of an answer. */
interface MetricWords {
  /** `MTTR`: in headlines, tables and charts. */
  readonly name: string;
  /** `recovery`: what takes the time. */
  readonly noun: string;
  /** What the clock runs from and to: the definition line begins with it. */
  readonly clock: string;
  /** What had ended "within 42m". */
  readonly ended: string;
}

const WORDS: Readonly<Record<Metric, MetricWords>> = {
  mttr: { name: 'MTTR', noun: 'recovery', clock: 'Created→resolved', ended: 'were over' },
  mtta: {
    name: 'MTTA',
    noun: 'acknowledgement',
    clock: 'Created→first acknowledged',
    ended: 'were acknowledged',
  },
  count: { name: 'Incidents', noun: 'incidents', clock: 'Number of incidents', ended: 'were over' },
  'after-hours': {
    name: 'After hours',
    noun: 'incidents',
    clock: 'Began outside 09:00–17:00, Monday to Friday, where those who worked on it live',
    ended: 'were over',
  },
};

/** The words of a metric. */
export function wordsFor(metric: Metric): MetricWords {
  return WORDS[metric];
}

/** Whether the answer is a number of incidents, not a time. */
export function countsIncidents(metric: Metric): boolean {
  return metric === 'count' || metric === 'after-hours';
}
