// Registering one person as a row of a file would, and asking for a change of who somebody is.
import { useNavigate } from 'react-router';
import { ActionForm } from '@/components/action-form';
import { apiPost } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useSession } from '@/lib/session';
import { messages } from './messages';

type Scheme = Schema<'ImportTemplate'>['schemes'][number];

/** Each category once; those of other schemes than the usual one say which. */
function categoriesOf(schemes: Scheme[], pick: ReturnType<typeof usePick>) {
  const options = new Map<string, { value: string; label: string }>();
  for (const { scheme, usual, categories } of [...schemes].sort(
    (a, b) => Number(b.usual) - Number(a.usual),
  )) {
    for (const { id, name } of categories) {
      if (options.has(id)) continue;
      const label = usual ? pick(name) : `${pick(name)} (${pick(scheme.name)})`;
      options.set(id, { value: id, label });
    }
  }
  return [...options.values()];
}

/** The columns of the template are the fields of the form: one schema for both. */
export function RegisterMember() {
  const t = useText(messages);
  const pick = usePick();
  const { csrf } = useSession();
  const navigate = useNavigate();
  const template = useGet('/api/import-template').data;
  if (!template) return null;
  const options: Record<string, { value: string; label: string }[]> = {
    scheme: template.schemes.map(({ scheme }) => ({ value: scheme.id, label: pick(scheme.name) })),
    category: categoriesOf(template.schemes, pick),
  };
  return (
    <ActionForm
      primary
      label={t('register')}
      hint={t('registerHint')}
      fields={[
        ...template.columns.map((column) => ({
          name: column.id,
          label: pick(column.title),
          required: column.required || column.id === 'employer',
          placeholder: column.example,
          options: options[column.id],
        })),
        { name: 'reason', label: t('wageReason') },
      ]}
      onSend={(values) => apiPost('/api/persons', csrf, {}, values)}
      onDone={(answer) => void navigate(paths.person((answer as Schema<'Registered'>).psn_no))}
    />
  );
}

export function AskIdentity({ person }: { person: Schema<'Person'> }) {
  const t = useText(messages);
  const { csrf } = useSession();
  return (
    <ActionForm
      label={t('changeIdentity')}
      hint={t('changeIdentityHint')}
      fields={[
        { name: 'name', label: t('name'), required: true, initial: person.name },
        {
          name: 'cert_type',
          label: t('certType'),
          required: true,
          initial: person.cert_type.id,
          options: (['01', '02', '03'] as const).map((value) => ({
            value,
            label: t(`cert_${value}`),
          })),
        },
        { name: 'cert_no', label: t('cert'), required: true },
        { name: 'documents', label: t('documents'), required: true },
        { name: 'reason', label: t('why'), required: true },
      ]}
      onSend={(values) =>
        apiPost(
          '/api/persons/{psn_no}/identity-requests',
          csrf,
          { path: { psn_no: person.psn_no } },
          values,
        )
      }
    />
  );
}
