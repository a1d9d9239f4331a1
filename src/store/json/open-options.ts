import type { Clock } from '../../domain/clock.ts';
import type { Disk } from './disk.ts';

/** Something an admin or operator is told of, once. The sentence says what happened and what to do. */
export interface StoreNotice {
  readonly kind: 'damage' | 'not writable' | 'writable again' | 'size';
  readonly sentence: string;
}

export interface OpenOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly disk: Disk;
  readonly compactAt: number;
  readonly onNotice: (notice: StoreNotice) => void;
}
