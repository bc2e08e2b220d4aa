// Changing one's own password. It ends every session, this one too.
import { useMutation } from '@tanstack/react-query';
import { App, Form, Input, Modal } from 'antd';
import { ErrorPanel } from '@/components/error-panel';
import { apiPost } from '@/lib/api-client';
import { useText } from '@/lib/i18n';
import { useSession, useSetSession } from '@/lib/session';
import { messages } from './messages';

interface Passwords {
  present: string;
  wanted: string;
  again: string;
}

const longest = 256;

export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const t = useText(messages);
  const { user, csrf } = useSession();
  const setSession = useSetSession();
  const { message } = App.useApp();
  const [form] = Form.useForm<Passwords>();
  const change = useMutation({
    mutationFn: ({ present, wanted }: Passwords) =>
      apiPost('/api/password', csrf, {}, { present, new: wanted }),
    onSuccess: () => {
      void message.success(t('changed'));
      setSession(null);
    },
  });
  const needed = { required: true, message: t('needed') };
  return (
    <Modal
      open
      title={t('change')}
      okText={t('change')}
      cancelText={t('cancel')}
      confirmLoading={change.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Passwords>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => change.mutate(values)}
      >
        {/* So that a password keeper knows whose password this is. */}
        <input type="text" autoComplete="username" value={user} readOnly hidden />
        <Form.Item name="present" label={t('present')} rules={[needed]}>
          <Input.Password autoFocus autoComplete="current-password" maxLength={longest} />
        </Form.Item>
        <Form.Item name="wanted" label={t('wanted')} extra={t('rule')} rules={[needed]}>
          <Input.Password autoComplete="new-password" maxLength={longest} />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('again')}
          dependencies={['wanted']}
          rules={[
            needed,
            ({ getFieldValue }) => ({
              validator: (_, value) =>
                !value || value === getFieldValue('wanted')
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('different'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={longest} />
        </Form.Item>
        {change.error ? <ErrorPanel error={change.error} /> : <p className="hint">{t('ends')}</p>}
      </Form>
    </Modal>
  );
}
