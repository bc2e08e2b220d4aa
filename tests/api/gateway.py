"""A hospital's side of the national transaction interface, as plain as a till program writes it."""

import http.client
import itertools
import json
import threading
from datetime import datetime, timedelta, timezone
from decimal import Decimal

CALL = "/fsi/api/rsfComIfsService/callService"
# Visits of the tests begin a minute ago, on the region's clock: after all those of the demo.
NOW = datetime.now(timezone(timedelta(hours=8))) - timedelta(minutes=1)
TIME = NOW.strftime("%Y-%m-%d %H:%M:%S")
_SEQUENCE = itertools.count(1)
_LOCK = threading.Lock()


class Answer:
    """One answer: HTTP status, headers and the JSON, with amounts kept exact."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.json = json.loads(body, parse_float=Decimal, parse_int=Decimal) if body else None

    @property
    def ok(self):
        return self.status == 200 and self.json["infcode"] == 0

    @property
    def text(self):
        return self.json.get("err_msg") or ""

    @property
    def output(self):
        return self.json["output"]


class Gateway:
    """One institution's connection. Not for several threads at once."""

    def __init__(self, port, institution, area="990100", timeout=30):
        self.port, self.institution, self.area, self.timeout = port, institution, area, timeout
        self.connection = None

    def msgid(self):
        with _LOCK:
            seconds, number = divmod(next(_SEQUENCE), 10000)
        return f"{self.institution[:12]}{NOW + timedelta(seconds=seconds):%Y%m%d%H%M%S}{number:04d}"

    def envelope(self, infno, content, msgid=None, **changes):
        message = {
            "infno": infno, "msgid": msgid or self.msgid(), "mdtrtarea_admvs": self.area,
            "insuplc_admdvs": self.area, "recer_sys_code": "MBS_LOCAL", "dev_no": "",
            "dev_safe_info": "", "cainfo": "", "signtype": "", "infver": "V1.0",
            "opter_type": "1", "opter": "0001", "opter_name": "收费员", "inf_time": TIME,
            "fixmedins_code": self.institution, "fixmedins_name": "医院", "sign_no": "",
            "input": content,
        }
        message.update(changes)
        return {key: value for key, value in message.items() if value is not None}

    def post(self, body, path=CALL, content_type="application/json", method="POST", headers=None):
        """Sends bytes or a JSON value; opens the connection again when the server closed it."""
        if not isinstance(body, bytes):
            body = json.dumps(body, ensure_ascii=False).encode()
        for attempt in (1, 2):
            fresh = self.connection is None
            if fresh:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port,
                                                             timeout=self.timeout)
            try:
                self.connection.request(method, path, body,
                                        {"Content-Type": content_type, **(headers or {})})
                answer = self.connection.getresponse()
                return Answer(answer.status, dict(answer.getheaders()), answer.read())
            except (http.client.RemoteDisconnected, ConnectionError, BrokenPipeError):
                self.close()
                if fresh or attempt == 2:
                    raise
        return None

    def call(self, infno, content, msgid=None, **changes):
        return self.post(self.envelope(infno, content, msgid, **changes))

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def money(value):
    """An amount as the answer wrote it, exact; absent ones are nothing."""
    return Decimal(0) if value is None or value == "" else Decimal(str(value))


def broken_identities(setlinfo, setldetail, sign=1):
    """The amount identities of an answer that do not hold, as sentences."""
    def of(name):
        return sign * money(setlinfo.get(name))

    total, funds = of("medfee_sumamt"), of("fund_pay_sumamt")
    person, account, cash = of("psn_part_amt"), of("acct_pay"), of("psn_cash_pay")
    split = [of(name) for name in
             ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt")]
    each = [of(name) for name in ("hifp_pay", "hifmi_pay", "hifob_pay", "hifes_pay",
                                  "cvlserv_pay", "maf_pay", "oth_pay", "hifdm_pay")]
    detail = sum((sign * money(row.get("fund_payamt")) for row in setldetail or []
                  if row.get("fund_pay_type") != "310200"), Decimal(0))
    checks = {
        "total = funds + person + hospital": total == funds + person + of("hosp_part_amt"),
        "funds = sum of the funds": funds == sum(each),
        "person = account + cash": person == account + cash,
        "total = the four parts": total == sum(split),
        "the family's share is within the account's": 0 <= of("acct_mulaid_pay") <= account,
        "0 <= deductible <= eligible": 0 <= of("act_pay_dedc") <= split[3],
        "funds <= eligible": funds <= split[3],
        "funds = sum of setldetail": detail == funds,
        "nothing is negative": min([total, funds, person, account, cash, *split, *each]) >= 0,
    }
    return [name for name, holds in checks.items() if not holds]
