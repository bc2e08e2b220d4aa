// What users do with their own account: a new password, signing out everywhere.
import { DownOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import { ApiError, apiSignOutEverywhere } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { useSession, useSetSession } from '@/lib/session';
import { messages } from './messages';
import { PasswordDialog } from './password-dialog';

function useSignOutEverywhere() {
  const t = useText(messages);
  const pick = usePick();
  const { csrf } = useSession();
  const setSession = useSetSession();
  const { message, modal } = App.useApp();
  return () =>
    void modal.confirm({
      title: t('everywhereAsk'),
      content: t('everywhereWhat'),
      okText: t('everywhere'),
      cancelText: t('cancel'),
      onOk: async () => {
        try {
          await apiSignOutEverywhere(csrf);
          void message.success(t('everywhereDone'));
          setSession(null);
        } catch (error) {
          // A session that has ended already is as good.
          if (error instanceof ApiError && error.status === 401) return setSession(null);
          void message.error(error instanceof ApiError ? pick(error.body) : String(error));
        }
      },
    });
}

export function AccountMenu({ children }: { children: ReactNode }) {
  const t = useText(messages);
  const [changing, setChanging] = useState(false);
  const signOutEverywhere = useSignOutEverywhere();
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'change', label: t('change'), onClick: () => setChanging(true) },
            { key: 'everywhere', label: t('everywhere'), onClick: signOutEverywhere },
          ],
        }}
      >
        <Button size="small" type="text" title={t('menu')}>
          {children} <DownOutlined aria-hidden />
        </Button>
      </Dropdown>
      {changing && <PasswordDialog onClose={() => setChanging(false)} />}
    </>
  );
}
