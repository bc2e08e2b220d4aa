// What can be done with a card in its state, by whoever may do it.
import { ActionForm, type ActionField } from './action-form';
import { StateTag, type Tone } from './state-tag';
import { apiPost } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { messages } from './messages';

type Card = Schema<'Card'>;
type Step = Schema<'CardStepForm'>['step'];

const tones: Record<string, Tone> = {
  applied_for: 'warn',
  approved: 'warn',
  in_force: 'ok',
  lost: 'bad',
  suspended: 'bad',
};

export function CardState({ card }: { card: Card }) {
  const pick = usePick();
  return <StateTag tone={tones[card.state.id] ?? 'plain'}>{pick(card.state.name)}</StateTag>;
}

function stepsOf(card: Card): Step[] {
  switch (card.state.id) {
    case 'approved':
      return card.paid ? ['make'] : ['pay'];
    case 'in_force':
      return ['report_lost', 'suspend', 'end'];
    case 'lost':
      return ['find', 'end'];
    case 'suspended':
      return ['resume', 'end'];
    default:
      return [];
  }
}

const reasoned = new Set<Step>(['report_lost', 'suspend', 'end']);

export function CardSteps({ card }: { card: Card }) {
  const t = useText(messages);
  const { csrf, user } = useSession();
  const mayWrite = useMay('card.write');
  const mayReview = useMay('card.review');
  const path = { psn_no: card.psn_no, number: card.paper };
  const send = (step: Step) => (values: Record<string, string>) =>
    apiPost('/api/persons/{psn_no}/cards/{number}/steps', csrf, { path }, { step, ...values });
  const decide = (approve: boolean) => (values: Record<string, string>) =>
    apiPost(
      '/api/persons/{psn_no}/cards/{number}/decision',
      csrf,
      { path },
      { approve, ...values },
    );
  if (card.state.id === 'applied_for') {
    if (!mayReview || card.events[0]?.by === user) return null;
    return (
      <>
        <ActionForm
          primary
          label={t('approve')}
          fields={[{ name: 'note', label: t('note') }]}
          onSend={decide(true)}
        />{' '}
        <ActionForm
          label={t('refuse')}
          fields={[{ name: 'note', label: t('note'), required: true }]}
          onSend={decide(false)}
        />
      </>
    );
  }
  if (!mayWrite) return null;
  const fields = (step: Step): ActionField[] => [
    ...(step === 'make' && card.card
      ? [{ name: 'number', label: t('cardNumber'), placeholder: t('nextNumber') }]
      : []),
    { name: 'note', label: t('note'), required: reasoned.has(step) },
  ];
  return (
    <>
      {stepsOf(card).map((step) => (
        <span key={step}>
          <ActionForm label={t(`step_${step}`)} fields={fields(step)} onSend={send(step)} />{' '}
        </span>
      ))}
    </>
  );
}
