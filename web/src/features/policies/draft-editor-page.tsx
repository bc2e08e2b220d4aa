// One draft, written in tables or in its files: both are the same texts. Saved with the version
// that it was read with, so that two officers never overwrite each other unseen.
import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Tabs, Upload } from 'antd';
import { useState } from 'react';
import { useBlocker, useParams } from 'react-router';
import { ActionForm } from '@/components/action-form';
import { ErrorPanel } from '@/components/error-panel';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { StateTag } from '@/components/state-tag';
import { apiGet, ApiError, apiPut } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { readSheets, saveBlob, xlsxOfSheets } from '@/lib/spreadsheet';
import { ChangeDialog } from './draft-change';
import './draft-editor.css';
import { DraftFiles, type OpenPlace } from './draft-files';
import { DraftFindings } from './draft-findings';
import { draftMessages } from './draft-messages';
import {
  changedPaths,
  type ChangeForm,
  type Files,
  filesOf,
  type Findings,
  mergeFiles,
  type TableEntry,
} from './draft-model';
import { DraftReach } from './draft-reach';
import { DraftTables } from './draft-tables';
import { useWorkspace } from './draft-workspace';
import { changesIn, SheetError, sheetsOf } from './draft-xlsx';

type Draft = Schema<'WholePolicyDraft'>;

function Spreadsheets({
  check,
  fileName,
  readOnly,
  onChanges,
}: {
  check: Findings;
  fileName: string;
  readOnly: boolean;
  onChanges: (changes: ChangeForm[]) => Promise<void>;
}) {
  const t = useText(draftMessages);
  const pick = usePick();
  const { message, modal } = App.useApp();
  async function take(file: File) {
    const refuse = (content: string) =>
      modal.error({ title: t('importRefused', { file: file.name }), content });
    try {
      const changes = changesIn(await readSheets(file), check.tables);
      if (changes.length === 0) return void message.info(t('importNothing'));
      await onChanges(changes);
      return void message.success(t('imported', { n: changes.length }));
    } catch (error) {
      if (error instanceof ApiError)
        return void refuse([pick(error.body), error.body.where ?? ''].join(' '));
      const where = error instanceof SheetError ? error.message : file.name;
      return void refuse(t('importBad', { where }));
    }
  }
  return (
    <>
      <Button
        icon={<DownloadOutlined />}
        onClick={() =>
          void xlsxOfSheets(sheetsOf(check.tables, pick)).then((blob) =>
            saveBlob(`${fileName}.xlsx`, blob),
          )
        }
      >
        {t('exportAll')}
      </Button>
      {!readOnly && (
        <Upload
          accept=".xlsx"
          showUploadList={false}
          beforeUpload={(file) => {
            void take(file);
            return false;
          }}
        >
          <Button icon={<UploadOutlined />}>{t('importXlsx')}</Button>
        </Upload>
      )}
    </>
  );
}

/** Somebody else saved meanwhile: who, and the two ways on. What was typed stays on the page. */
function Conflict({
  error,
  onTakeIn,
  onDrop,
}: {
  error: ApiError;
  onTakeIn: () => void;
  onDrop: () => void;
}) {
  const t = useText(draftMessages);
  const pick = usePick();
  return (
    <Alert
      type="warning"
      showIcon
      title={t('conflict')}
      description={
        <>
          <p>{pick(error.body)}</p>
          <p>{t('conflictHint')}</p>
          <Button size="small" type="primary" onClick={onTakeIn}>
            {t('takeIn')}
          </Button>{' '}
          <Button size="small" onClick={onDrop}>
            {t('dropMine')}
          </Button>
        </>
      }
    />
  );
}

function Workspace({ loaded, today }: { loaded: Draft; today: string }) {
  const t = useText(draftMessages);
  const { message } = App.useApp();
  const client = useQueryClient();
  const { csrf } = useSession();
  const readOnly = !useMay('policy.draft') || loaded.state !== 'draft';
  const args = { path: { draft: loaded.number } };
  // what the server has, as this page last read or wrote it
  const [saved, setSaved] = useState({ version: loaded.version, files: filesOf(loaded.files) });
  const [ofBase] = useState(
    () => new Set(loaded.files.filter((file) => file.changed).map((file) => file.path)),
  );
  const work = useWorkspace(loaded.base, saved.files);
  const [changing, setChanging] = useState<TableEntry>();
  const [view, setView] = useState('forms');
  const [place, setPlace] = useState<OpenPlace>({ path: 'area.yaml', line: 0 });
  const unsaved = changedPaths(saved.files, work.files);
  useBlocker(() => unsaved.length > 0 && !window.confirm(t('unsaved', { n: unsaved.length })));

  // What is sent is what was shown at the click: more may be typed before the answer comes.
  const save = useMutation({
    mutationFn: ({ version, files, paths }: { version: number; files: Files; paths: string[] }) =>
      apiPut('/api/policy-drafts/{draft}', csrf, args, {
        version,
        files: paths.map((path) => ({ path, text: files[path] ?? null })),
      }),
    onSuccess: (answer, { files }) => {
      setSaved({ version: answer.version, files });
      message.success(t('saved'));
      void client.invalidateQueries({ queryKey: ['/api/policy-drafts/{draft}'] });
      void client.invalidateQueries({ queryKey: ['/api/policy-drafts'] });
    },
  });
  const reload = useMutation({
    mutationFn: (keepMine: boolean) =>
      apiGet('/api/policy-drafts/{draft}', args).then((theirs) => ({ theirs, keepMine })),
    onSuccess: ({ theirs, keepMine }) => {
      const files = filesOf(theirs.files);
      if (keepMine) {
        const merged = mergeFiles(saved.files, work.files, files);
        work.setFiles(merged.files);
        if (merged.both.length > 0) {
          message.warning(t('bothChanged', { files: merged.both.join(', ') }), 10);
        } else message.success(t('takenIn'));
      } else work.setFiles(files);
      setSaved({ version: theirs.version, files });
      save.reset();
    },
  });
  const stale = save.error instanceof ApiError && save.error.status === 409;

  async function make(changes: ChangeForm[]) {
    work.take((await work.edit(changes)).files);
  }
  const openPlace = (next: OpenPlace) => {
    setView('files');
    setPlace(next);
  };
  const removeFrom = useMutation({
    mutationFn: (change: () => Promise<void>) => change(),
  });

  return (
    <>
      <Panel className="page-head">
        <div className="page-title">
          <h1>{loaded.title}</h1>
          <span className="code">{loaded.number}</span>
          {readOnly && <StateTag tone="plain">{t('readOnly')}</StateTag>}
          <span className="dim" aria-live="polite">
            {unsaved.length > 0 ? t('unsaved', { n: unsaved.length }) : t('allSaved')}
          </span>
          <span className="draft-actions">
            {work.check.data && (
              <Spreadsheets
                check={work.check.data}
                fileName={`draft-${loaded.number}`}
                readOnly={readOnly}
                onChanges={make}
              />
            )}
            {!readOnly && (
              <Button
                type="primary"
                disabled={unsaved.length === 0}
                loading={save.isPending}
                // the turning sign may stay behind unseen when a save ends at once
                aria-label={t('save')}
                onClick={() =>
                  save.mutate({ version: saved.version, files: work.files, paths: unsaved })
                }
              >
                {t('save')}
              </Button>
            )}
          </span>
        </div>
        {stale && save.error instanceof ApiError && (
          <Conflict
            error={save.error}
            onTakeIn={() => reload.mutate(true)}
            onDrop={() => reload.mutate(false)}
          />
        )}
        {save.error && !stale && <ErrorPanel error={save.error} />}
        {removeFrom.error && <ErrorPanel error={removeFrom.error} />}
      </Panel>
      <QueryView query={work.check} rows={14}>
        {(check) => (
          <div className="draft-page" aria-busy={!work.checked}>
            <Panel>
              {check.errors > 0 && view === 'forms' && (
                <Alert type="error" showIcon title={t('errorsNote', { n: check.errors })} />
              )}
              <Tabs
                activeKey={view}
                onChange={setView}
                items={[
                  {
                    key: 'forms',
                    label: t('forms'),
                    children: (
                      <DraftTables
                        check={check}
                        today={today}
                        readOnly={readOnly}
                        onChange={setChanging}
                        onRemove={(entry, from) =>
                          removeFrom.mutate(() => make([{ value: entry.id, from, remove: true }]))
                        }
                      />
                    ),
                  },
                  {
                    key: 'files',
                    label: t('fileView'),
                    destroyOnHidden: true,
                    children: (
                      <DraftFiles
                        files={work.files}
                        changed={new Set([...ofBase, ...unsaved])}
                        findings={check.findings}
                        place={place}
                        readOnly={readOnly}
                        onPlace={setPlace}
                        onChange={work.setText}
                      />
                    ),
                  },
                ]}
                tabBarExtraContent={
                  !readOnly && (
                    <ActionForm
                      label={t('addDocument')}
                      fields={[
                        { name: 'id', label: t('documentId'), required: true },
                        { name: 'zh', label: t('titleZh'), required: true },
                        { name: 'en', label: t('titleEn'), required: true },
                        { name: 'number', label: t('number') },
                      ]}
                      onSend={({ id = '', zh = '', en = '', number = '' }) =>
                        make([{ document: { id, title: { zh, en }, number } }])
                      }
                    />
                  )
                }
              />
            </Panel>
            <Panel className="draft-side">
              <DraftFindings
                check={check}
                reach={
                  !readOnly && (
                    <DraftReach base={loaded.base} files={work.files} errors={check.errors} />
                  )
                }
                onOpen={(it) => openPlace({ path: it.file, line: it.line })}
              />
            </Panel>
            {changing && (
              <ChangeDialog
                entry={changing}
                check={check}
                today={today}
                onTry={(change) => work.edit([change])}
                onApply={(edited) => {
                  work.take(edited.files);
                  setChanging(undefined);
                }}
                onClose={() => setChanging(undefined)}
              />
            )}
          </div>
        )}
      </QueryView>
    </>
  );
}

export function DraftEditorPage() {
  const { draft = '' } = useParams();
  const query = useGet('/api/policy-drafts/{draft}', { path: { draft } });
  const today = useGet('/api/region').data?.today;
  return (
    <QueryView query={query} rows={14}>
      {(loaded) => (today ? <Workspace key={draft} loaded={loaded} today={today} /> : null)}
    </QueryView>
  );
}
