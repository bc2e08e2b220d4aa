// A certificate number: masked until somebody who may asks for the whole; each look is audited.
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { apiPost } from '@/lib/api-client';
import { useText } from '@/lib/i18n';
import { may } from '@/lib/rights';
import type { Schema } from '@/lib/schema';
import { useSession } from '@/lib/session';
import { messages } from './messages';

export function CertificateNumber({ person }: { person: Schema<'Person'> }) {
  const t = useText(messages);
  const { csrf, roles } = useSession();
  const show = useMutation({
    mutationFn: () =>
      apiPost('/api/persons/{psn_no}/certificate', csrf, { path: { psn_no: person.psn_no } }),
  });
  return (
    <>
      <span className="code">{show.data?.cert_no ?? person.cert_no_masked}</span>
      {!show.data && may(roles, 'person.identify') && (
        <Button type="link" size="small" loading={show.isPending} onClick={() => show.mutate()}>
          {t(show.isError ? 'showCertAgain' : 'showCert')}
        </Button>
      )}
    </>
  );
}
