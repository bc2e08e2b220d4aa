import { Tag } from 'antd';
import type { ReactNode } from 'react';

export type Tone = 'ok' | 'warn' | 'bad' | 'plain';

/** A word about a state; the tones keep a contrast of 4.5 to 1 on their ground. */
export function StateTag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <Tag className={`state-tag is-${tone}`}>{children}</Tag>;
}
