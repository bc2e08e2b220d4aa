// Signing in of an insured person: certificate number and password; the first time the code of the
// desk, and a password of the own.
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { ErrorPanel } from '@/components/error-panel';
import { ApiError, apiSignInMember, type MemberCredentials } from '@/lib/api-client';
import { useText } from '@/lib/i18n';
import { useSetSession } from '@/lib/session';
import { messages } from './messages';

interface Values extends MemberCredentials {
  again?: string;
}

export function MemberForm({ area }: { area?: string }) {
  const t = useText(messages);
  const setSession = useSetSession();
  const signIn = useMutation({
    mutationFn: (values: Values) =>
      apiSignInMember({
        cert_no: values.cert_no.trim(),
        password: values.password.trim(),
        new: values.new,
        area,
      }),
    onSuccess: setSession,
  });
  const code = signIn.error instanceof ApiError ? signIn.error.body.code : undefined;
  const choosing = code === 'password_to_be_set' || code === 'weak_password';
  return (
    <Form<Values> layout="vertical" requiredMark={false} onFinish={(it) => signIn.mutate(it)}>
      <Form.Item
        name="cert_no"
        label={t('certNo')}
        rules={[{ required: true, message: t('certNeeded') }]}
      >
        <Input autoFocus autoComplete="username" maxLength={64} />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('passwordOrCode')}
        rules={[{ required: true, message: t('passwordNeeded') }]}
      >
        <Input.Password autoComplete="current-password" maxLength={256} />
      </Form.Item>
      {choosing && (
        <>
          <Alert className="sign-in-ended" type="info" showIcon title={t('choose')} />
          <Form.Item
            name="new"
            label={t('wanted')}
            extra={t('rule')}
            rules={[{ required: true, message: t('passwordNeeded') }]}
          >
            <Input.Password autoComplete="new-password" maxLength={256} />
          </Form.Item>
          <Form.Item
            name="again"
            label={t('again')}
            dependencies={['new']}
            rules={[
              { required: true, message: t('passwordNeeded') },
              ({ getFieldValue }) => ({
                validator: (_, value) =>
                  !value || value === getFieldValue('new')
                    ? Promise.resolve()
                    : Promise.reject(new Error(t('different'))),
              }),
            ]}
          >
            <Input.Password autoComplete="new-password" maxLength={256} />
          </Form.Item>
        </>
      )}
      {signIn.error && code !== 'password_to_be_set' && <ErrorPanel error={signIn.error} />}
      <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
        {t('signIn')}
      </Button>
      <p className="dim">{t('memberHint')}</p>
    </Form>
  );
}
