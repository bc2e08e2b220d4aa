// The login of an insured person at the clerk's desk: opening it against the certificate, the code
// that is told once, closing it.
import { Modal } from 'antd';
import { useState } from 'react';
import { ActionForm } from '@/components/action-form';
import { Facts, Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { StateTag, type Tone } from '@/components/state-tag';
import { apiPost } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { messages } from './messages';

const tones: Record<string, Tone> = { code: 'warn', in_use: 'ok' };

function CodeDialog({ given, onClose }: { given: Schema<'LoginCode'>; onClose: () => void }) {
  const t = useText(messages);
  return (
    <Modal
      open
      title={t('loginCode')}
      okText={t('loginCodeNoted')}
      onOk={onClose}
      closable={false}
      maskClosable={false}
      cancelButtonProps={{ hidden: true }}
    >
      <p className="login-code" data-testid="login-code">
        {given.code}
      </p>
      <p className="dim">{t('loginCodeHint', { until: formatTime(given.until) })}</p>
    </Modal>
  );
}

/** What is known beside the state: who opened it when, until when a code holds, who closed it. */
function useFacts(): (login: Schema<'MemberLogin'>) => [string, string][] {
  const t = useText(messages);
  const line = (...parts: (string | null)[]) => parts.filter(Boolean).join(' · ');
  return (login) => {
    const facts: [string, string][] = [];
    if (login.opened_at) {
      facts.push([t('loginOpened'), line(login.opened_by, formatTime(login.opened_at))]);
    }
    if (login.code_until) facts.push([t('loginCodeUntil'), formatTime(login.code_until)]);
    if (login.closed_at) {
      const closed = line(login.closed_by, formatTime(login.closed_at), login.closed_reason);
      facts.push([t('loginClosed'), closed]);
    }
    return facts;
  };
}

export function LoginPanel({ psnNo }: { psnNo: string }) {
  const t = useText(messages);
  const pick = usePick();
  const { csrf } = useSession();
  const mayOpen = useMay('member.login');
  const facts = useFacts();
  const [given, setGiven] = useState<Schema<'LoginCode'>>();
  const path = { psn_no: psnNo };
  const query = useGet('/api/persons/{psn_no}/login', { path });
  const state = query.data?.state.id;
  const isOpen = state === 'code' || state === 'in_use';
  return (
    <Panel
      title={t('login')}
      extra={
        mayOpen &&
        query.data && (
          <>
            <ActionForm
              label={t(isOpen ? 'loginAnew' : 'loginOpen')}
              hint={t('loginOpenHint')}
              fields={[{ name: 'cert_no', label: t('loginCert'), required: true }]}
              onSend={(values) => apiPost('/api/persons/{psn_no}/login', csrf, { path }, values)}
              onDone={(answer) => setGiven(answer as Schema<'LoginCode'>)}
            />
            {isOpen && (
              <ActionForm
                label={t('loginClose')}
                hint={t('loginCloseHint')}
                fields={[{ name: 'reason', label: t('why'), required: true }]}
                onSend={(values) =>
                  apiPost('/api/persons/{psn_no}/login/closure', csrf, { path }, values)
                }
              />
            )}
          </>
        )
      }
    >
      <QueryView query={query} rows={1}>
        {(login) => (
          <Facts
            items={[
              [
                t('status'),
                <StateTag tone={tones[login.state.id] ?? 'plain'}>
                  {pick(login.state.name)}
                </StateTag>,
              ],
              ...facts(login),
            ]}
          />
        )}
      </QueryView>
      {given && <CodeDialog given={given} onClose={() => setGiven(undefined)} />}
    </Panel>
  );
}
