import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { ErrorPanel } from '@/components/error-panel';
import { apiSignIn } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import { sessionWasEnded, useSetSession } from '@/lib/session';
import { MemberForm } from './member-form';
import { messages } from './messages';

interface Credentials {
  user: string;
  password: string;
}

function StaffForm({ area }: { area?: string }) {
  const t = useText(messages);
  const setSession = useSetSession();
  const signIn = useMutation({
    mutationFn: ({ user, password }: Credentials) => apiSignIn(user, password, area),
    onSuccess: setSession,
  });
  return (
    <Form<Credentials>
      layout="vertical"
      requiredMark={false}
      onFinish={(values) => signIn.mutate(values)}
    >
      <Form.Item
        name="user"
        label={t('user')}
        rules={[{ required: true, message: t('userNeeded') }]}
      >
        <Input autoFocus autoComplete="username" maxLength={64} />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('password')}
        rules={[{ required: true, message: t('passwordNeeded') }]}
      >
        <Input.Password autoComplete="current-password" maxLength={256} />
      </Form.Item>
      {signIn.error && <ErrorPanel error={signIn.error} />}
      <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
        {t('signIn')}
      </Button>
    </Form>
  );
}

export function SignInPage({ langSwitch }: { langSwitch: ReactNode }) {
  const t = useText(messages);
  const pick = usePick();
  const areas = useGet('/api/areas').data?.items ?? [];
  const [ended] = useState(sessionWasEnded);
  const [member, setMember] = useState(false);
  const [chosen, setArea] = useState<string>();
  const area = chosen ?? areas[0]?.id;
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <div className="sign-in-head">
          <img src="/favicon.svg" alt="" width={40} height={40} />
          <div>
            <h1>{t('product')}</h1>
            <p>{t('tagline')}</p>
          </div>
        </div>
        {ended && <Alert className="sign-in-ended" type="info" showIcon title={t('ended')} />}
        {areas.length > 1 && (
          <Form layout="vertical">
            <Form.Item label={t('area')} htmlFor="sign-in-area">
              <Select
                id="sign-in-area"
                value={area}
                onChange={setArea}
                options={areas.map((one) => ({ value: one.id, label: pick(one.name) }))}
              />
            </Form.Item>
          </Form>
        )}
        {member ? <MemberForm area={area} /> : <StaffForm area={area} />}
        <Button type="link" size="small" onClick={() => setMember(!member)}>
          {t(member ? 'iAmStaff' : 'iAmInsured')}
        </Button>
        <div className="sign-in-foot">{langSwitch}</div>
      </div>
    </main>
  );
}
