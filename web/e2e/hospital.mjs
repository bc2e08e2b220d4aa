// A hospital at the gateway: admits a person, sends one fee line, discharges and settles.

const zoneMs = 8 * 3600 * 1000;
const aMinuteMs = 60 * 1000;

// How far the region's calendar is ahead of this machine's.
let aheadMs = 0;

/** From now on the hospital lives so far ahead, as its region does. */
export function moveCalendar(ms) {
  aheadMs = ms;
}

// On the region's clock, a minute ago: after everything that the demo region holds.
const clock = () => new Date(Date.now() + aheadMs + zoneMs - aMinuteMs).toISOString();
const time = () => clock().slice(0, 19).replace('T', ' ');

let sequence = 0;

function msgid(institution) {
  sequence += 1;
  const moment = clock().replace(/\D/g, '').slice(0, 14);
  return `${institution}${moment}${String(sequence).padStart(4, '0')}`;
}

async function call({ url, area, institution }, infno, input) {
  const answer = await fetch(`${url}/fsi/api/rsfComIfsService/callService`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      infno,
      msgid: msgid(institution),
      mdtrtarea_admvs: area,
      insuplc_admdvs: area,
      recer_sys_code: 'MBS_LOCAL',
      infver: 'V1.0',
      opter_type: '1',
      opter: '0001',
      opter_name: '收费员',
      inf_time: time(),
      fixmedins_code: institution,
      fixmedins_name: '医院',
      input,
    }),
  });
  const json = await answer.json();
  if (json.infcode !== 0) throw new Error(`${infno}: ${json.err_msg}`);
  return json.output;
}

const doctor = { dise_dor_no: 'D001', dise_dor_name: '李医生', diag_dept: '内科' };

function diagnosis(psn_no, more) {
  const code = { diag_code: 'C34.900', diag_name: '支气管或肺恶性肿瘤', diag_time: time() };
  const place = { diag_type: '1', maindiag_flag: '1', diag_srt_no: '1', vali_flag: '1' };
  return [{ psn_no, ...doctor, ...code, ...place, ...more }];
}

const ward = { atddr_no: 'D001', chfpdr_name: '李医生', adm_dept_codg: 'A01', adm_bed: '12' };

function identity({ psn_no, cert_no, name }, insured) {
  const card = { mdtrt_cert_type: '02', mdtrt_cert_no: cert_no, card_sn: '' };
  const types = { insutype: insured.insutype, psn_type: insured.psn_type };
  return { psn_no, ...card, psn_cert_type: '01', certno: cert_no, psn_name: name, ...types };
}

async function admit(till, person, who) {
  const { result } = await call(till, '2401', {
    mdtrtinfo: {
      ...who,
      ...ward,
      cert_type: '01',
      begntime: time(),
      med_type: '21',
      ipt_no: msgid(till.institution).slice(-12),
      adm_diag_dscr: '肺恶性肿瘤',
      adm_dept_name: '内科',
      dscg_maindiag_code: 'C34.900',
      dscg_maindiag_name: '支气管或肺恶性肿瘤',
      insuplc_admdvs: till.area,
      mdtrtarea_admvs: till.area,
    },
    diseinfo: diagnosis(person.psn_no, { adm_cond: '' }),
  });
  return result.mdtrt_id;
}

function upload(till, psn_no, mdtrt_id, { code, price, count, amount }) {
  const flags = { rx_circ_flag: '0', etip_flag: '0', dscg_tkdrug_flag: '0', matn_fee_flag: '0' };
  const billed = { bilg_dept_codg: 'A01', bilg_dept_name: '内科', bilg_dr_codg: 'D001' };
  return call(till, '2301', {
    feedetail: [
      {
        ...flags,
        ...billed,
        psn_no,
        mdtrt_id,
        feedetl_sn: '1',
        chrg_bchno: 'B1',
        med_type: '21',
        fee_ocur_time: time(),
        med_list_codg: code,
        medins_list_codg: code,
        det_item_fee_sumamt: amount,
        cnt: count,
        pric: price,
        bilg_dr_name: '李医生',
        hosp_appr_flag: '1',
        tcmdrug_used_way: '2',
      },
    ],
  });
}

/**
 * A whole stay of `person` (as the console knows them) with one `line` of a class A item, whose
 * amount is all eligible. `till` is {url, area, institution}. Returns the id of the settlement.
 */
export async function settleStay(till, person, line) {
  const { psn_no } = person;
  const proof = { mdtrt_cert_type: '02', mdtrt_cert_no: person.cert_no, card_sn: '', begntime: '' };
  const asked = { ...proof, psn_cert_type: '01', certno: person.cert_no, psn_name: person.name };
  const { insuinfo } = await call(till, '1101', { data: asked });
  const who = identity(person, insuinfo[0]);
  const mdtrt_id = await admit(till, person, who);
  await upload(till, psn_no, mdtrt_id, line);
  await call(till, '2402', {
    dscginfo: {
      psn_no,
      mdtrt_id,
      insutype: who.insutype,
      endtime: time(),
      dscg_dept_codg: 'A01',
      dscg_dept_name: '内科',
      dscg_way: '1',
    },
    diseinfo: diagnosis(psn_no, { mdtrt_id }),
  });
  const { setlinfo } = await call(till, '2304', {
    data: {
      ...who,
      mdtrt_id,
      chrg_bchno: 'B1',
      med_type: '21',
      mid_setl_flag: '0',
      dscgTime: time().slice(0, 10),
      medfee_sumamt: line.amount,
      fulamt_ownpay_amt: '0.00',
      overlmt_selfpay: '0.00',
      preselfpay_amt: '0.00',
      inscp_scp_amt: line.amount,
      psn_setlway: '01',
      acct_used_flag: '1',
      invono: '',
      pub_hosp_rfom_flag: '0',
      insuplc_admdvs: till.area,
      mdtrtarea_admvs: till.area,
    },
  });
  return setlinfo.setl_id;
}
