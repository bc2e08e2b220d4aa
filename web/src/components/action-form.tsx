// A button that opens a small form, sends it and refreshes the page: what acts at a desk need.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useText } from '@/lib/i18n';
import { ErrorPanel } from './error-panel';
import { messages } from './messages';

export interface ActionField {
  name: string;
  label: string;
  required?: boolean;
  /** a day written as 2026-03-01 */
  day?: boolean;
  /** a choice instead of a text */
  options?: { value: string; label: string }[];
  initial?: string;
  placeholder?: string;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

export function ActionForm({
  label,
  title,
  hint,
  fields,
  primary = false,
  onSend,
  onDone,
}: {
  /** on the button */
  label: string;
  title?: string;
  hint?: string;
  fields: ActionField[];
  primary?: boolean;
  onSend: (values: Record<string, string>) => Promise<unknown>;
  onDone?: (answer: unknown) => void;
}) {
  const t = useText(messages);
  const { message } = App.useApp();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Record<string, string>>();
  const send = useMutation({
    mutationFn: onSend,
    onSuccess: (answer) => {
      message.success(t('done'));
      setOpen(false);
      void client.invalidateQueries();
      onDone?.(answer);
    },
  });
  return (
    <>
      <Button size="small" type={primary ? 'primary' : 'default'} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal
        open={open}
        title={title ?? label}
        okText={t('send')}
        cancelText={t('cancel')}
        confirmLoading={send.isPending}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        {hint && <p className="dim">{hint}</p>}
        <Form
          form={form}
          layout="vertical"
          preserve={false}
          initialValues={Object.fromEntries(
            fields.map((field) => [field.name, field.initial ?? '']),
          )}
          onFinish={(values) => send.mutate(values)}
        >
          {fields.map((field) => (
            <Form.Item
              key={field.name}
              name={field.name}
              label={field.label}
              rules={[
                ...(field.required ? [{ required: true, message: t('needed') }] : []),
                ...(field.day ? [{ pattern: day, message: 'YYYY-MM-DD' }] : []),
              ]}
            >
              {field.options ? (
                <Select
                  options={field.options}
                  aria-label={field.label}
                  showSearch={{ optionFilterProp: 'label' }}
                />
              ) : (
                <Input
                  maxLength={field.day ? 10 : 130}
                  placeholder={field.placeholder ?? (field.day ? '2026-03-01' : undefined)}
                />
              )}
            </Form.Item>
          ))}
        </Form>
        {send.error && <ErrorPanel error={send.error} />}
      </Modal>
    </>
  );
}
