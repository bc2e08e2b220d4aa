// What was asked for and who decided it: the same cells in every list of requests.
import { StateTag, type Tone } from './state-tag';
import { ActionForm } from './action-form';
import { useText } from '@/lib/i18n';
import { useSession } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { messages } from './messages';

export interface Reviewed {
  state: 'waiting' | 'approved' | 'refused';
  requested_by: string;
  requested_at: string;
  decided_by: string | null;
  decided_at: string | null;
  note: string | null;
}

const tones: Record<Reviewed['state'], Tone> = {
  waiting: 'warn',
  approved: 'ok',
  refused: 'plain',
};

export function ReviewState({ review }: { review: Reviewed }) {
  const t = useText(messages);
  return <StateTag tone={tones[review.state]}>{t(review.state)}</StateTag>;
}

/** Who decided; for whoever may decide what waits, the buttons to do it. */
export function Decision({
  review,
  may,
  onDecide,
}: {
  review: Reviewed;
  may: boolean;
  onDecide: (approve: boolean, note: string) => Promise<unknown>;
}) {
  const t = useText(messages);
  const { user } = useSession();
  if (review.state !== 'waiting') {
    return (
      <>
        {[review.decided_by, review.decided_at && formatTime(review.decided_at), review.note]
          .filter(Boolean)
          .join(' · ')}
      </>
    );
  }
  if (!may || review.requested_by === user) return null;
  const note = [{ name: 'note', label: t('note') }];
  return (
    <>
      <ActionForm
        primary
        label={t('approve')}
        fields={note}
        onSend={(values) => onDecide(true, values.note ?? '')}
      />{' '}
      <ActionForm
        label={t('refuse')}
        fields={note}
        onSend={(values) => onDecide(false, values.note ?? '')}
      />
    </>
  );
}
