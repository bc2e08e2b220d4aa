// A free case under the pack.
import { PlusOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, DatePicker, Form, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { ErrorPanel } from '@/components/error-panel';
import { apiPost } from '@/lib/api-client';
import { useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useSession } from '@/lib/session';
import { CaseResults } from './case-results';
import { messages } from './messages';
import { caseOf, type TrialEncounter, type TrialForm } from './trial-case';
import { EncounterFields, useOptions, useRules } from './trial-fields';

type Pack = Schema<'Pack'>;
type Scheme = Pack['schemes'][number];

/** A day on which the pack is in force: today, or its last or first day. */
function someDay(pack: Pack, today: string): string {
  if (today < pack.pack.from) return pack.pack.from;
  return pack.pack.through !== null && today > pack.pack.through ? pack.pack.through : today;
}

function firstEncounter(pack: Pack, scheme: Scheme | undefined, today: string): TrialEncounter {
  return {
    benefit: scheme?.benefits[0]?.benefit.id ?? '',
    date: dayjs(someDay(pack, today)),
    level: pack.options.levels.at(-1)?.id ?? '1',
    referral: pack.options.referrals[0]?.id,
    use_account: false,
    lines: [{ class: 'A', amount: '' }],
  };
}

function PersonFields({
  pack,
  scheme,
  onScheme,
}: {
  pack: Pack;
  scheme: Scheme | undefined;
  onScheme: () => void;
}) {
  const t = useText(messages);
  const rules = useRules();
  const list = useOptions();
  const { options } = pack;
  return (
    <fieldset>
      <legend>{t('person')}</legend>
      <div className="field-grid">
        <Form.Item name="scheme" label={t('scheme')} rules={[rules.needed]}>
          <Select options={list(pack.schemes.map((entry) => entry.scheme))} onChange={onScheme} />
        </Form.Item>
        <Form.Item name="category" label={t('category')} rules={[rules.needed]}>
          <Select options={list(scheme?.categories ?? [])} />
        </Form.Item>
        <Form.Item name="birth_date" label={t('birth')} rules={[rules.needed]}>
          <DatePicker allowClear={false} />
        </Form.Item>
        {options.aids.length > 1 && (
          <Form.Item name="aid" label={t('aid')}>
            <Select options={list(options.aids)} />
          </Form.Item>
        )}
        {options.account && (
          <Form.Item name="account_balance" label={t('accountBalance')} rules={[rules.amount]}>
            <Input inputMode="decimal" placeholder="0.00" />
          </Form.Item>
        )}
      </div>
      <div className="check-row">
        {options.civil_servant && (
          <Form.Item name="civil_servant" valuePropName="checked" noStyle>
            <Checkbox>{t('civilServant')}</Checkbox>
          </Form.Item>
        )}
        <Form.Item name="frozen" valuePropName="checked" noStyle>
          <Checkbox>{t('frozen')}</Checkbox>
        </Form.Item>
      </div>
    </fieldset>
  );
}

function TrialFields({
  pack,
  today,
  busy,
  onSettle,
}: {
  pack: Pack;
  today: string;
  busy: boolean;
  onSettle: (form: TrialForm) => void;
}) {
  const t = useText(messages);
  const [form] = Form.useForm<TrialForm>();
  const first = pack.schemes.find((entry) => entry.benefits.length > 0) ?? pack.schemes[0];
  const chosen = Form.useWatch('scheme', form) ?? first?.scheme.id;
  const scheme = pack.schemes.find((entry) => entry.scheme.id === chosen);
  const onScheme = () => {
    const next = pack.schemes.find((entry) => entry.scheme.id === form.getFieldValue('scheme'));
    form.setFieldsValue({ category: next?.categories[0]?.id });
  };
  return (
    <Form<TrialForm>
      form={form}
      layout="vertical"
      size="small"
      requiredMark={false}
      className="trial-form"
      onFinish={onSettle}
      initialValues={{
        scheme: first?.scheme.id,
        category: first?.categories[0]?.id,
        birth_date: dayjs(someDay(pack, today)).subtract(45, 'year'),
        aid: pack.options.aids[0]?.id,
        encounters: [firstEncounter(pack, first, today)],
      }}
    >
      <PersonFields pack={pack} scheme={scheme} onScheme={onScheme} />
      <Form.List name="encounters">
        {(encounters, { add, remove }) => (
          <>
            {encounters.map((encounter) => (
              <EncounterFields
                key={encounter.key}
                name={encounter.name}
                benefits={scheme?.benefits.map((one) => one.benefit) ?? []}
                options={pack.options}
                onRemove={encounters.length > 1 ? () => remove(encounter.name) : undefined}
              />
            ))}
            <div className="trial-actions">
              <Button
                icon={<PlusOutlined />}
                onClick={() => add(firstEncounter(pack, scheme, today))}
              >
                {t('addEncounter')}
              </Button>
              <Button type="primary" htmlType="submit" loading={busy}>
                {t('settle')}
              </Button>
            </div>
          </>
        )}
      </Form.List>
    </Form>
  );
}

export function TrialView({ pack }: { pack: Pack }) {
  const t = useText(messages);
  const { csrf } = useSession();
  const today = useGet('/api/region').data?.today;
  const run = useMutation({
    mutationFn: (form: TrialForm) =>
      apiPost('/api/policies/{pack}/try', csrf, { path: { pack: pack.pack.id } }, caseOf(form)),
  });
  if (today === undefined) return null;
  return (
    <div className="trial">
      <div>
        <p className="dim">{t('trialHint')}</p>
        <TrialFields
          pack={pack}
          today={today}
          busy={run.isPending}
          onSettle={(form) => run.mutate(form)}
        />
      </div>
      <div className="trial-result" aria-live="polite">
        <h2>{t('result')}</h2>
        {run.error && <ErrorPanel error={run.error} />}
        {run.data ? (
          <CaseResults results={run.data.results} />
        ) : (
          !run.error && <p className="dim">{t('noResult')}</p>
        )}
      </div>
    </div>
  );
}
