#!/usr/bin/env python3
"""Makes api/nhsa/fields.tsv and dictionaries.tsv from a dump of the interface specification.

    tools/nhsa_fields.py nhsa_fields.json

Only what the gateway uses is taken: the fields of the supported transactions, and the dictionaries
of their inputs. Corrections to the printed specification stand in the tables below, each with why.
"""

import json
import pathlib
import sys

SUPPORTED = (
    "9001 9002 1101 2201 2202 2203 2203A 2204 2205 2206 2207 2208 2401 2402 2403 2404 2405 "
    "2301 2302 2303 2304 2305 2101 2102 2103 2601 5201 5202 5203 5204").split()

# code, name, type, length, required. The lengths are what clients send, not what is printed.
ENVELOPE = (
    ("infno", "交易编号", "C", "10", True),
    ("msgid", "发送方报文ID", "C", "40", True),
    ("mdtrtarea_admvs", "就医地医保区划", "C", "6", True),
    ("insuplc_admdvs", "参保地医保区划", "C", "6", False),
    ("recer_sys_code", "接收方系统代码", "C", "10", True),
    ("dev_no", "设备编号", "C", "100", False),
    ("dev_safe_info", "设备安全信息", "C", "2000", False),
    ("cainfo", "数字签名信息", "C", "1024", False),
    ("signtype", "签名类型", "C", "10", False),
    ("infver", "接口版本号", "C", "6", True),
    ("opter_type", "经办人类别", "C", "3", True),
    ("opter", "经办人", "C", "30", True),
    ("opter_name", "经办人姓名", "C", "50", True),
    ("inf_time", "交易时间", "T", "", True),
    ("fixmedins_code", "定点医药机构编号", "C", "14", True),
    ("fixmedins_name", "定点医药机构名称", "C", "200", True),
    ("sign_no", "交易签到流水号", "C", "30", False),
)

# Printed as a number of 30 digits; every edition sends and answers it as text.
AS_TEXT = {"feedetl_sn": "30", "omsgid": "40", "oinfno": "10"}

# Printed as required, but an ordinary visit has none and clients send "".
OPTIONAL = {("2203", "dise_codg"), ("2203", "dise_name")}

# Printed as times; a range to look through may be given in days.
AS_DAY = {("1101", "begntime"), ("5201", "begntime"), ("5201", "endtime")}

# What follows it in the list is the content of a nested node, not of the line.
NESTED = "durg_trac_info"

# The kind of a node that the dump does not tell: more than one row.
LISTS = {"diseinfo", "feedetail", "drugdetail", "result", "setldetail", "detlcutinfo", "insuinfo",
         "idetinfo", ""}
LIST_NODES = {("2302", "data"), ("5201", "mdtrtinfo")}
OBJECT_NODES = {("2401", "result")}

# The variants with a letter (2206A, …) only add fields; they are taken here as optional ones.
SPLIT = (("fulamt_ownpay_amt", "全自费金额"), ("overlmt_selfpay", "超限价金额"),
         ("preselfpay_amt", "先行自付金额"), ("inscp_scp_amt", "符合政策范围金额"))
ADDED = [(infno, "in", node, "object", code, name, "N", "16,2", "", False)
         for infno, node in (("2206", "data"), ("2101", "druginfo"), ("2102", "druginfo"))
         for code, name in SPLIT]
ADDED.append(("2203", "in", "diseinfo", "list", "maindiag_flag", "主诊断标志", "C", "3",
              "maindiag_flag", False))

SCALARS = {"C", "N", "D", "T"}


def is_list(infno, node):
    return (infno, node) not in OBJECT_NODES and (node in LISTS or (infno, node) in LIST_NODES)


def rows_of(dump):
    for code, name, kind, length, required in ENVELOPE:
        yield ("envelope", "in", "", "object", code, name, kind, length, "", required)
    for infno in SUPPORTED:
        for node in dump["transactions"][infno]["nodes"]:
            shape = "list" if is_list(infno, node["node"]) else "object"
            for field in node["fields"]:
                if field["code"] == NESTED:
                    break
                yield row_of(dump, infno, node, shape, field)
    yield from ADDED


def row_of(dump, infno, node, shape, field):
    code = field["code"]
    kind = field["type"] if field["type"] in SCALARS else "C"
    length = field["len"].replace("4,0", "4")
    if code in AS_TEXT:
        kind, length = "C", AS_TEXT[code]
    if kind == "C" and "," in length:  # an amount printed as text
        kind = "N"
    if node["dir"] == "in" and (infno, code) in AS_DAY:
        kind = "D"
    known = field["dict"] and node["dir"] == "in" and code in dump["dictionaries"]
    return (infno, node["dir"], node["node"], shape, code, field["name"], kind, length,
            code if known else "", field["req"] and (infno, code) not in OPTIONAL)


def dictionaries_of(dump, used):
    for edition, part in (("HN", "dictionaries"), ("JX", "dictionaries_jiangxi_v1_0")):
        for key in sorted(used):
            for code, name in dump[part].get(key, {}).get("items", ()):
                yield key, edition, code, name


def write(path, header, rows):
    lines = ["# " + "\t".join(header)] + ["\t".join(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    dump = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    folder = pathlib.Path(__file__).parent.parent / "api" / "nhsa"
    rows = [(*row[:-1], "required" if row[-1] else "optional") for row in rows_of(dump)]
    write(folder / "fields.tsv", ("infno", "direction", "node", "shape", "field", "name", "type",
                                  "length", "dictionary", "requirement"), rows)
    used = {row[8] for row in rows if row[8]}
    write(folder / "dictionaries.tsv", ("dictionary", "edition", "code", "name"),
          dictionaries_of(dump, used))


if __name__ == "__main__":
    main()
