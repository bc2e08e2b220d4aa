import { words } from '@/lib/words';

export const draftMessages = {
  ...words,
  forms: { zh: '表格', en: 'Tables' },
  fileView: { zh: '文件', en: 'Files' },
  save: { zh: '保存', en: 'Save' },
  cancel: { zh: '取消', en: 'Cancel' },
  saved: { zh: '已保存', en: 'Saved' },
  unsaved: { zh: '有未保存的修改（{n} 个文件）', en: 'Not saved yet ({n} files)' },
  allSaved: { zh: '全部已保存', en: 'Everything is saved' },
  readOnly: { zh: '草稿已送审或已结束，只能查看', en: 'Submitted or closed: it can only be read' },
  notExecuted: { zh: '仅存录，系统尚不执行', en: 'on record; not executed yet' },
  otherThanBase: { zh: '与原版不同', en: 'other than the version it is made of' },
  section: { zh: '选择险种与待遇', en: 'Scheme and benefit' },
  changeFrom: { zh: '自某日起修改', en: 'Change from a day' },
  changeTitle: { zh: '修改：{name}', en: 'Change: {name}' },
  fromDay: { zh: '自何日起', en: 'From which day' },
  takeBack: { zh: '取消此段', en: 'Take back' },
  takeBackAsk: {
    zh: '取消自 {from} 起的数值？之前的数值将继续有效。',
    en: 'Take back the values from {from}? Those before hold on.',
  },
  apply: { zh: '写入草稿', en: 'Write into the draft' },
  document: { zh: '依据文件', en: 'Document' },
  article: { zh: '条款', en: 'Article' },
  clauseHint: {
    zh: '不填依据则沿用原依据。只改部分格时，新依据只记在所改的格上。',
    en:
      'Without a clause the old one stays. When a part of the table is changed, the new ' +
      'clause is that of the changed values alone.',
  },
  noPeriod: {
    zh: '此日之前没有数值，请选择更晚的日期，或在文件中补写。',
    en: 'There is no value before this day: choose a later day, or write it in the file.',
  },
  nothingChanged: { zh: '还没有改动任何数值', en: 'No value is changed yet' },
  adjustmentHint: {
    zh: '写作 plus 2 points、minus 1 point 或 factor 70%。',
    en: 'Written as plus 2 points, minus 1 point or factor 70%.',
  },
  inWords: { zh: '文字规定，请在“文件”中修改', en: 'A rule in words: change it under “Files”' },
  addDocument: { zh: '登记新文件', en: 'List a new document' },
  documentId: { zh: '标识（小写字母、数字）', en: 'Id (small letters, digits)' },
  titleZh: { zh: '中文名称', en: 'Title in Chinese' },
  titleEn: { zh: '英文名称', en: 'Title in English' },
  number: { zh: '文号', en: 'Number' },
  timeline: { zh: '时间线：{name}', en: 'Timeline: {name}' },
  future: { zh: '未到', en: 'to come' },
  errors: { zh: '错误（{n}）', en: 'Errors ({n})' },
  warnings: { zh: '提醒（{n}）', en: 'Warnings ({n})' },
  differences: { zh: '差异（{n}）', en: 'Differences ({n})' },
  coverage: { zh: '覆盖（{n}）', en: 'Coverage ({n})' },
  examplesTab: { zh: '示例不符（{n}）', en: 'Examples ({n})' },
  noErrors: { zh: '没有错误。', en: 'No errors.' },
  noWarnings: { zh: '没有提醒。', en: 'No warnings.' },
  noDifferences: { zh: '与原版没有差异。', en: 'Nothing differs from the version it is made of.' },
  covered: {
    zh: '各表列出的每个分段、等级与类别都有示例。',
    en: 'An example reaches every band, level and category that a table is written by.',
  },
  coverageHint: {
    zh: '下列分段、等级或类别没有示例：改错了也不会被发现。',
    en:
      'No example reaches these bands, levels or categories: a wrong change would not ' +
      'be noticed.',
  },
  reachTitle: { zh: '示例与历史病例的覆盖', en: 'What examples and past cases reach' },
  reachHint: {
    zh: '把过去 12 个月的结算按草稿最后一次改变后的规则归入各分段、等级与类别。',
    en:
      'Puts the settlements of the last 12 months where the draft, as it stands after its ' +
      'last change, would put them.',
  },
  reachCount: { zh: '统计历史病例', en: 'Count past cases' },
  reachOf: {
    zh: '{from} 至 {through} 的 {n} 笔结算，按 {on} 起的规则。',
    en: '{n} settlements from {from} to {through}, by the rules from {on} on.',
  },
  reachRefused: {
    zh: '另有 {n} 笔按此规则不能结算，未计入。',
    en: '{n} more cannot be settled by these rules and are not counted.',
  },
  reachMissed: {
    zh: '{all} 项中有 {n} 项缺少示例或历史病例：',
    en: '{n} of {all} have no example or no past case:',
  },
  reachAll: { zh: '每一项都有示例与历史病例', en: 'Examples and past cases reach everything' },
  reachNoHistory: {
    zh: '{from} 至 {through} 没有结算记录：无法说明历史病例落在哪里。',
    en: 'There is no settlement from {from} to {through}: nothing can be said of past cases.',
  },
  reachOld: {
    zh: '统计之后草稿又有改动，可重新统计。',
    en: 'The draft was changed since: count again.',
  },
  reachWhere: { zh: '位置', en: 'Where' },
  reachWhat: { zh: '分段或类别', en: 'Band or class' },
  reachExamples: { zh: '示例', en: 'Examples' },
  reachPast: { zh: '历史病例', en: 'Past cases' },
  reachNone: { zh: '无', en: 'none' },
  allPassed: { zh: '{n} 个示例全部通过。', en: 'All {n} examples pass.' },
  notRun: { zh: '有错误时不运行。先改正错误。', en: 'Not run while there are errors.' },
  why: { zh: '原因', en: 'Why' },
  todo: { zh: '处理', en: 'What to do' },
  line: { zh: '{file} 第 {line} 行', en: '{file}, line {line}' },
  checking: { zh: '检查中…', en: 'Checking…' },
  errorsNote: {
    zh: '文件有 {n} 处错误，下面只显示能读出的内容。',
    en: 'The files have {n} errors; only what could be read is shown.',
  },
  conflict: {
    zh: '在您打开之后，别人保存了这份草稿',
    en: 'Somebody saved this draft after you opened it',
  },
  conflictHint: {
    zh: '您输入的内容仍在此页，没有丢失。可以合并后再保存，或放弃自己的修改。',
    en:
      'What you typed is still on this page; nothing is lost. Take in what was saved ' +
      'and save again, or drop your changes.',
  },
  takeIn: { zh: '并入对方的保存', en: 'Take in what was saved' },
  dropMine: { zh: '放弃我的修改', en: 'Drop my changes' },
  bothChanged: {
    zh: '双方都改了 {files}：保留了您的内容，请核对后保存。',
    en: 'Both of you changed {files}: your text was kept. Check it before you save.',
  },
  takenIn: { zh: '已并入，请核对后保存', en: 'Taken in: check and save' },
  exportTable: { zh: '导出 XLSX', en: 'Export XLSX' },
  exportAll: { zh: '导出全部 XLSX', en: 'Export all as XLSX' },
  importXlsx: { zh: '导入 XLSX', en: 'Import XLSX' },
  imported: { zh: '已写入 {n} 处修改', en: '{n} changes written' },
  importNothing: { zh: '表中数值与草稿相同，没有修改', en: 'The sheets say what the draft says' },
  importBad: {
    zh: '不是本页导出的格式：{where}',
    en: 'Not in the form that this page exports: {where}',
  },
  value: { zh: '数值', en: 'Value' },
  expected: { zh: '期望', en: 'expected' },
  got: { zh: '实得', en: 'got' },
};
