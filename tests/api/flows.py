"""What a hospital and a pharmacy do with the gateway, step by step, with every required field."""

from dataclasses import dataclass
from decimal import Decimal

from gateway import TIME, Gateway

DAY = TIME[:10]


@dataclass
class Person:
    psn_no: str
    certno: str
    name: str
    insutype: str
    psn_type: str


@dataclass
class Line:
    code: str
    price: str
    count: str = "1"

    @property
    def amount(self):
        return (Decimal(self.price) * Decimal(self.count)).quantize(Decimal("0.01"))


def identity(person):
    """The fields by which every settling call names the person."""
    return {"psn_no": person.psn_no, "mdtrt_cert_type": "02", "mdtrt_cert_no": person.certno,
            "card_sn": "", "psn_cert_type": "01", "certno": person.certno,
            "psn_type": person.psn_type, "psn_name": person.name, "insutype": person.insutype}


def fee(number, line, person, mdtrt_id, batch, **more):
    """A line as 2204 and 2301 carry it."""
    return {"feedetl_sn": str(number), "mdtrt_id": mdtrt_id, "psn_no": person.psn_no,
            "chrg_bchno": batch, "rx_circ_flag": "0", "fee_ocur_time": TIME,
            "med_list_codg": line.code, "medins_list_codg": line.code,
            "det_item_fee_sumamt": str(line.amount), "cnt": line.count, "pric": line.price,
            "bilg_dept_codg": "A01", "bilg_dept_name": "内科", "bilg_dr_codg": "D001",
            "bilg_dr_name": "李医生", "hosp_appr_flag": "1", "tcmdrug_used_way": "2",
            "etip_flag": "0", "dscg_tkdrug_flag": "0", "matn_fee_flag": "0", **more}


def diagnosis(person, **more):
    return {"psn_no": person.psn_no, "diag_type": "1", "maindiag_flag": "1", "diag_srt_no": "1",
            "diag_code": "J06.900", "diag_name": "急性上呼吸道感染", "diag_dept": "内科",
            "dise_dor_no": "D001", "dise_dor_name": "李医生", "diag_time": TIME,
            "vali_flag": "1", **more}


def split_of(result):
    """The four parts of the lines that 2204 or 2301 answered, summed as 2207 sends them back."""
    names = {"fulamt_ownpay_amt": "fulamt_ownpay_amt", "overlmt_selfpay": "overlmt_amt",
             "preselfpay_amt": "preselfpay_amt", "inscp_scp_amt": "inscp_scp_amt"}
    return {to: str(sum((Decimal(str(row[name] or 0)) for row in result), Decimal("0.00")))
            for to, name in names.items()}


class Visit:
    """An outpatient visit of one person: register, describe, upload lines, try, settle, undo."""

    def __init__(self, gateway: Gateway, person: Person):
        self.gateway, self.person, self.result, self.lines = gateway, person, [], []
        self.mdtrt_id, self.setl_id, self.msgid, self.batch = None, None, None, "B1"

    def register(self, **changes):
        data = {**identity(self.person), "begntime": TIME, "ipt_otp_no": self.gateway.msgid()[-12:],
                "atddr_no": "D001", "dr_name": "李医生", "dept_code": "A01", "dept_name": "内科",
                "caty": "A03", **changes}
        answer = self.gateway.call("2201", {"data": data})
        if answer.ok:
            self.mdtrt_id = answer.output["data"]["mdtrt_id"]
        return answer

    def describe(self, infno="2203", **changes):
        info = {"mdtrt_id": self.mdtrt_id, "psn_no": self.person.psn_no, "med_type": "11",
                "begntime": TIME, "dise_codg": "", "dise_name": "", **changes}
        return self.gateway.call(infno, {"mdtrtinfo": info, "diseinfo": [diagnosis(self.person)]})

    def rows(self, lines, batch="B1", start=1, **more):
        return [fee(start + index, line, self.person, self.mdtrt_id, batch, **more)
                for index, line in enumerate(lines)]

    def upload(self, lines, batch="B1", start=1, **more):
        answer = self.gateway.call("2204", {"feedetail": self.rows(lines, batch, start, **more)})
        if answer.ok:
            self.lines, self.result, self.batch = lines, answer.output["result"], batch
        return answer

    def settle_data(self, **changes):
        total = sum((line.amount for line in self.lines), Decimal("0.00"))
        return {**identity(self.person), "med_type": "11", "medfee_sumamt": str(total),
                "psn_setlway": "01", "mdtrt_id": self.mdtrt_id, "chrg_bchno": self.batch,
                "acct_used_flag": "1", "invono": "", "pub_hosp_rfom_flag": "0",
                **split_of(self.result), **changes}

    def trial(self, **changes):
        return self.gateway.call("2206", {"data": self.settle_data(**changes)})

    def settle(self, msgid=None, **changes):
        self.msgid = msgid or self.gateway.msgid()
        answer = self.gateway.call("2207", {"data": self.settle_data(**changes)}, self.msgid)
        if answer.ok:
            self.setl_id = answer.output["setlinfo"]["setl_id"]
        return answer

    def undo(self, **changes):
        data = {"setl_id": self.setl_id, "mdtrt_id": self.mdtrt_id, "psn_no": self.person.psn_no}
        return self.gateway.call("2208", {"data": {**data, **changes}})

    def drop_lines(self, batch="0000"):
        return self.gateway.call("2205", {"data": {
            "mdtrt_id": self.mdtrt_id, "chrg_bchno": batch, "psn_no": self.person.psn_no}})

    def cancel(self):
        return self.gateway.call("2202", {"data": {
            "psn_no": self.person.psn_no, "mdtrt_id": self.mdtrt_id, "ipt_otp_no": "1"}})

    def until_uploaded(self, lines):
        """Everything before settling, each step a success, or the first refusal raised."""
        for answer in (self.register(), self.describe(), self.upload(lines)):
            if not answer.ok:
                raise AssertionError(f"refused: {answer.json}")
        return self


class Stay(Visit):
    """An inpatient stay: admit, upload, discharge, try, settle, undo."""

    med_type = "21"  # what kind of stay

    def admission(self, **changes):
        """The input of 2401."""
        person = self.person
        info = {"psn_no": person.psn_no, "insutype": person.insutype, "begntime": TIME,
                "mdtrt_cert_type": "02", "mdtrt_cert_no": person.certno, "card_sn": "",
                "cert_type": "01", "certno": person.certno, "med_type": self.med_type,
                "ipt_no": self.gateway.msgid()[-12:], "atddr_no": "D001", "chfpdr_name": "李医生",
                "adm_diag_dscr": "肺炎", "adm_dept_codg": "A01", "adm_dept_name": "内科",
                "adm_bed": "12", "dscg_maindiag_code": "J18.900", "dscg_maindiag_name": "肺炎",
                "insuplc_admdvs": self.gateway.area, "mdtrtarea_admvs": self.gateway.area,
                **changes}
        return {"mdtrtinfo": info, "diseinfo": [diagnosis(person, adm_cond="")]}

    def register(self, msgid=None, **changes):
        self.msgid = msgid or self.gateway.msgid()
        answer = self.gateway.call("2401", self.admission(**changes), self.msgid)
        if answer.ok:
            self.mdtrt_id = answer.output["result"]["mdtrt_id"]
        return answer

    def describe(self, infno="2403", **changes):
        info = {"mdtrt_id": self.mdtrt_id, "psn_no": self.person.psn_no, "begntime": TIME,
                "mdtrt_cert_type": "02", "med_type": self.med_type, "ipt_otp_no": "1",
                "atddr_no": "D001",
                "chfpdr_name": "李医生", "adm_diag_dscr": "肺炎", "adm_dept_codg": "A01",
                "adm_dept_name": "内科", "adm_bed": "14", "dscg_maindiag_code": "J18.900",
                "dscg_maindiag_name": "肺炎", **changes}
        dise = diagnosis(self.person, adm_cond="", mdtrt_id=self.mdtrt_id)
        return self.gateway.call(infno, {"adminfo": info, "diseinfo": [dise]})

    def upload(self, lines, batch="B1", start=1, **more):
        rows = self.rows(lines, batch, start, med_type=self.med_type, **more)
        answer = self.gateway.call("2301", {"feedetail": rows})
        if answer.ok:
            self.lines, self.result = self.lines + lines, self.result + answer.output["result"]
        return answer

    def discharge(self, **changes):
        info = {"mdtrt_id": self.mdtrt_id, "psn_no": self.person.psn_no,
                "insutype": self.person.insutype, "endtime": TIME, "dscg_dept_codg": "A01",
                "dscg_dept_name": "内科", "dscg_way": "1", **changes}
        dise = diagnosis(self.person, mdtrt_id=self.mdtrt_id)
        return self.gateway.call("2402", {"dscginfo": info, "diseinfo": [dise]})

    def settle_data(self, **changes):
        return {**super().settle_data(), "med_type": self.med_type, "mid_setl_flag": "0",
                "dscgTime": DAY,
                "insuplc_admdvs": self.gateway.area, "mdtrtarea_admvs": self.gateway.area,
                **changes}

    def trial(self, **changes):
        return self.gateway.call("2303", {"data": self.settle_data(**changes)})

    def settle(self, msgid=None, **changes):
        self.msgid = msgid or self.gateway.msgid()
        answer = self.gateway.call("2304", {"data": self.settle_data(**changes)}, self.msgid)
        if answer.ok:
            self.setl_id = answer.output["setlinfo"]["setl_id"]
        return answer

    def undo(self, **changes):
        data = {"setl_id": self.setl_id, "mdtrt_id": self.mdtrt_id, "psn_no": self.person.psn_no}
        return self.gateway.call("2305", {"data": {**data, **changes}})

    def of_visit(self, infno):
        """2404 (undo admission) and 2405 (undo discharge) carry the visit alone."""
        return self.gateway.call(infno, {"data": {
            "mdtrt_id": self.mdtrt_id, "psn_no": self.person.psn_no}})

    def drop_lines(self, batch="0000"):
        return self.gateway.call("2302", {"data": [{
            "feedetl_sn": batch, "mdtrt_id": self.mdtrt_id, "psn_no": self.person.psn_no}]})


class Purchase:
    """A purchase at a pharmacy: try, settle, undo; lines and settlement in one call."""

    def __init__(self, gateway: Gateway, person: Person, lines):
        self.gateway, self.person, self.lines = gateway, person, lines
        self.setl_id = self.mdtrt_id = self.msgid = None

    def content(self, **changes):
        total = sum((line.amount for line in self.lines), Decimal("0.00"))
        info = {**identity(self.person), "begntime": TIME, "medfee_sumamt": str(total),
                "acct_used_flag": "1", "med_type": "41", "invono": "", **changes}
        rows = [{"feedetl_sn": str(number), "rxno": "", "rx_circ_flag": "0",
                 "fee_ocur_time": TIME, "med_list_codg": line.code,
                 "medins_list_codg": line.code, "det_item_fee_sumamt": str(line.amount),
                 "cnt": line.count, "pric": line.price, "tcmdrug_used_way": "2",
                 "drug_trac_codg": "0", "trdn_flag": "0"}
                for number, line in enumerate(self.lines, 1)]
        return {"druginfo": info, "drugdetail": rows}

    def trial(self, **changes):
        return self.gateway.call("2101", self.content(**changes))

    def settle(self, msgid=None, **changes):
        self.msgid = msgid or self.gateway.msgid()
        answer = self.gateway.call("2102", self.content(**changes), self.msgid)
        if answer.ok:
            info = answer.output["setlinfo"]
            self.setl_id, self.mdtrt_id = info["setl_id"], info["mdtrt_id"]
        return answer

    def undo(self, **changes):
        data = {"setl_id": self.setl_id, "mdtrt_id": self.mdtrt_id, "psn_no": self.person.psn_no}
        return self.gateway.call("2103", {"data": {**data, **changes}})


def reverse(gateway, person, msgid, infno, own_msgid=None):
    """2601: undo the call of `msgid`, whose outcome is unknown."""
    return gateway.call("2601", {"data": {"psn_no": person.psn_no, "omsgid": msgid,
                                          "oinfno": infno}}, own_msgid)


def query(gateway, infno, visit, **more):
    return gateway.call(infno, {"data": {"psn_no": visit.person.psn_no, "setl_id": visit.setl_id,
                                         "mdtrt_id": visit.mdtrt_id, **more}})


def account_balance(gateway, person):
    """The balance of the account as 1101 answers it for the person's scheme."""
    answer = gateway.call("1101", {"data": {
        "mdtrt_cert_type": "02", "mdtrt_cert_no": person.certno, "card_sn": "", "begntime": "",
        "psn_cert_type": "01", "certno": person.certno, "psn_name": person.name}})
    rows = answer.output["insuinfo"]
    return next(Decimal(str(row["balc"])) for row in rows if row["insutype"] == person.insutype)
