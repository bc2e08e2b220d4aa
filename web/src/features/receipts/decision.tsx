// What somebody decides about a receipt: whose it is, that it goes back, that it is undone.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { ErrorPanel } from '@/components/error-panel';
import { apiPost } from '@/lib/api-client';
import { useText } from '@/lib/i18n';
import type { Schema } from '@/lib/schema';
import { useSession } from '@/lib/session';
import { messages } from './messages';

const paths = {
  assign: '/api/receipts/assignment',
  giveBack: '/api/receipts/return',
  undo: '/api/receipts/reversal',
} as const;

type Values = Pick<Schema<'ReceiptDecision'>, 'employer' | 'bill' | 'reason'>;

export function DecisionButton({
  kind,
  reference,
}: {
  kind: keyof typeof paths;
  reference: string;
}) {
  const t = useText(messages);
  const { csrf } = useSession();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const decide = useMutation({
    mutationFn: (values: Values) => apiPost(paths[kind], csrf, {}, { ...values, reference }),
    onSuccess: () => {
      setOpen(false);
      void client.invalidateQueries();
    },
  });
  return (
    <>
      <Button size="small" danger={kind !== 'assign'} onClick={() => {
          decide.reset();
          setOpen(true);
        }}>
        {t(kind)}
      </Button>
      <Modal
        open={open}
        title={`${t(kind)} ${reference}`}
        okText={t(kind)}
        cancelText={t('no')}
        confirmLoading={decide.isPending}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <Form
          form={form}
          layout="vertical"
          preserve={false}
          onFinish={(values) => decide.mutate(values)}
        >
          {kind === 'assign' && (
            <>
              <Form.Item name="employer" label={t('employerCode')}>
                <Input maxLength={40} />
              </Form.Item>
              <Form.Item name="bill" label={t('orBill')}>
                <Input maxLength={60} placeholder="202603-E00001-1" />
              </Form.Item>
            </>
          )}
          <Form.Item name="reason" label={t('reason')} rules={[{ required: true }]}>
            <Input maxLength={130} />
          </Form.Item>
        </Form>
        {decide.error && <ErrorPanel error={decide.error} />}
      </Modal>
    </>
  );
}
