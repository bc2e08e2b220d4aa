import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { ErrorPanel } from '@/components/error-panel';
import { apiSignIn } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import { sessionWasEnded, useSetSession } from '@/lib/session';
import { messages } from './messages';

interface Credentials {
  area?: string;
  user: string;
  password: string;
}

export function SignInPage({ langSwitch }: { langSwitch: ReactNode }) {
  const t = useText(messages);
  const pick = usePick();
  const areas = useGet('/api/areas').data?.items ?? [];
  const setSession = useSetSession();
  const [ended] = useState(sessionWasEnded);
  const signIn = useMutation({
    mutationFn: ({ user, password, area }: Credentials) => apiSignIn(user, password, area),
    onSuccess: setSession,
  });
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
        <Form<Credentials>
          layout="vertical"
          requiredMark={false}
          onFinish={(values) => signIn.mutate(values)}
        >
          {areas.length > 1 && (
            <Form.Item name="area" label={t('area')} initialValue={areas[0]?.id}>
              <Select
                options={areas.map((area) => ({ value: area.id, label: pick(area.name) }))}
              />
            </Form.Item>
          )}
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
        <div className="sign-in-foot">{langSwitch}</div>
      </div>
    </main>
  );
}
