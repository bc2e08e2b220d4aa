// The fields of the trial form: a fee line and an encounter.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, DatePicker, Form, Input, Select } from 'antd';
import { usePick, useText } from '@/lib/i18n';
import { parsePercentInput, parseYuanInput } from '@/lib/money';
import type { Named, Schema } from '@/lib/schema';
import { messages } from './messages';

export function useOptions() {
  const pick = usePick();
  return (items: readonly Named[]) =>
    items.map((item) => ({ value: item.id, label: pick(item.name) }));
}

/** Form rules of a typed amount or percentage; an empty optional field is fine. */
export function useRules() {
  const t = useText(messages);
  const check = (parse: (text: string) => string | null, complaint: string) => ({
    validator: (_: unknown, text: string | undefined) =>
      !text || parse(text) !== null ? Promise.resolve() : Promise.reject(new Error(complaint)),
  });
  return {
    needed: { required: true, message: t('needed') },
    amount: check(parseYuanInput, t('badAmount')),
    percent: check(parsePercentInput, t('badPercent')),
  };
}

function LineFields({ name, onRemove }: { name: number; onRemove?: () => void }) {
  const t = useText(messages);
  const rules = useRules();
  return (
    <div className="line-fields">
      <Form.Item name={[name, 'class']} rules={[rules.needed]}>
        <Select
          aria-label={t('class')}
          options={(['A', 'B', 'C'] as const).map((value) => ({
            value,
            label: t(`class${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name={[name, 'amount']} rules={[rules.needed, rules.amount]}>
        <Input inputMode="decimal" placeholder={t('amount')} aria-label={t('amount')} />
      </Form.Item>
      <Form.Item name={[name, 'ceiling']} rules={[rules.amount]}>
        <Input inputMode="decimal" placeholder={t('ceiling')} aria-label={t('ceiling')} />
      </Form.Item>
      <Form.Item name={[name, 'first_ratio']} rules={[rules.percent]}>
        <Input inputMode="decimal" placeholder={t('firstRatio')} aria-label={t('firstRatio')} />
      </Form.Item>
      <Button
        type="text"
        icon={<DeleteOutlined />}
        aria-label={t('removeLine')}
        title={t('removeLine')}
        disabled={!onRemove}
        onClick={onRemove}
      />
    </div>
  );
}

export function EncounterFields({
  name,
  benefits,
  options,
  onRemove,
}: {
  name: number;
  benefits: readonly Named[];
  options: Schema<'Pack'>['options'];
  onRemove?: () => void;
}) {
  const t = useText(messages);
  const rules = useRules();
  const list = useOptions();
  return (
    <fieldset className="encounter-fields">
      <legend>
        {t('encounterNo', { n: name + 1 })}
        {onRemove && (
          <Button type="text" size="small" icon={<DeleteOutlined />} onClick={onRemove}>
            {t('removeEncounter')}
          </Button>
        )}
      </legend>
      <div className="field-grid">
        <Form.Item name={[name, 'benefit']} label={t('benefit')} rules={[rules.needed]}>
          <Select options={list(benefits)} />
        </Form.Item>
        <Form.Item name={[name, 'date']} label={t('settledOn')} rules={[rules.needed]}>
          <DatePicker allowClear={false} />
        </Form.Item>
        <Form.Item name={[name, 'level']} label={t('level')} rules={[rules.needed]}>
          <Select options={list(options.levels)} />
        </Form.Item>
        {options.referrals.length > 0 && (
          <Form.Item name={[name, 'referral']} label={t('referral')}>
            <Select options={list(options.referrals)} />
          </Form.Item>
        )}
        {options.account && (
          <Form.Item name={[name, 'use_account']} valuePropName="checked" label=" " colon={false}>
            <Checkbox>{t('useAccount')}</Checkbox>
          </Form.Item>
        )}
      </div>
      <div className="dim">{t('lines')}</div>
      <Form.List name={[name, 'lines']}>
        {(lines, { add, remove }) => (
          <>
            {lines.map((line) => (
              <LineFields
                key={line.key}
                name={line.name}
                onRemove={lines.length > 1 ? () => remove(line.name) : undefined}
              />
            ))}
            <Button
              size="small"
              type="dashed"
              icon={<PlusOutlined />}
              onClick={() => add({ class: 'A' })}
            >
              {t('addLine')}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}
