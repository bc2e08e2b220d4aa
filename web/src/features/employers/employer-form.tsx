// The form of an employer's file: for opening it and for asking for a change.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal, Select } from 'antd';
import { ErrorPanel } from '@/components/error-panel';
import { apiPost } from '@/lib/api-client';
import { useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useSession } from '@/lib/session';
import { messages, unitKinds } from './messages';

export type EmployerForm = Schema<'EmployerForm'>;

const texts = [
  'name',
  'credit_code',
  'legal_person',
  'address',
  'contact',
  'phone',
  'bank_name',
  'bank_account',
  'documents',
] as const;
const required = new Set<string>(['name', 'documents']);
const day = /^\d{4}-\d{2}-\d{2}$/;

function Fields({ withCode, withReason }: { withCode: boolean; withReason: boolean }) {
  const t = useText(messages);
  const offices = useGet('/api/organisations').data?.items ?? [];
  const must = [{ required: true, message: t('required') }];
  return (
    <div className="form-columns">
      {withCode && (
        <Form.Item name="code" label={t('code')}>
          <Input maxLength={20} placeholder={t('nextCode')} />
        </Form.Item>
      )}
      {texts.map((name) => (
        <Form.Item
          key={name}
          name={name}
          label={t(name)}
          rules={required.has(name) ? must : undefined}
        >
          <Input maxLength={130} />
        </Form.Item>
      ))}
      <Form.Item name="unit_kind" label={t('unit_kind')}>
        <Select
          allowClear
          options={unitKinds.map((value) => ({ value, label: t(value) }))}
          aria-label={t('unit_kind')}
        />
      </Form.Item>
      <Form.Item name="organisation" label={t('organisation')}>
        <Select
          allowClear
          options={offices.map((office) => ({ value: office.path, label: office.name }))}
          aria-label={t('organisation')}
        />
      </Form.Item>
      <Form.Item
        name="event_day"
        label={t('event_day')}
        rules={[...must, { pattern: day, message: 'YYYY-MM-DD' }]}
      >
        <Input placeholder="2026-03-01" maxLength={10} />
      </Form.Item>
      {withReason && (
        <Form.Item name="reason" label={t('reason')} rules={must}>
          <Input maxLength={130} />
        </Form.Item>
      )}
    </div>
  );
}

/** `employer`: the file that is to be changed; without it a new one is opened. */
export function EmployerFormDialog({
  employer,
  open,
  onClose,
  onSaved,
}: {
  employer?: Schema<'EmployerFile'>;
  open: boolean;
  onClose: () => void;
  onSaved?: (code: string) => void;
}) {
  const t = useText(messages);
  const { csrf } = useSession();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<EmployerForm & { reason: string }>();
  const save = useMutation({
    mutationFn: async (values: EmployerForm & { reason: string }) => {
      if (!employer) return (await apiPost('/api/employers', csrf, {}, values)).code;
      const path = { code: employer.code };
      await apiPost('/api/employers/{code}/changes', csrf, { path }, values);
      return employer.code;
    },
    onSuccess: (code) => {
      message.success(employer ? t('asked') : t('saved', { code }));
      void client.invalidateQueries();
      onClose();
      onSaved?.(code);
    },
  });
  return (
    <Modal
      open={open}
      width={760}
      title={t(employer ? 'change' : 'register')}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={employer && { ...employer, event_day: '' }}
        onFinish={(values) => save.mutate(values)}
        preserve={false}
      >
        <Fields withCode={!employer} withReason={employer !== undefined} />
      </Form>
      {save.error && <ErrorPanel error={save.error} />}
    </Modal>
  );
}
