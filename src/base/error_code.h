// ErrorCode: the closed list of refusals, with the one table that says what each is called, which
// HTTP status it has and what a person reads.
//
// Numbers and text codes are stable: a number is never used again for something else. Ranges:
//   1xx a case or a value in it · 2xx policy packs · 3xx store · 4xx use cases · 5xx wire and
//   gateway 6xx console and sign-in · 7xx register, levy and accounts · 8xx policy workbench. To
//   add one, append a row at the end of its range.
//
// Thread-safe (constant data).
#ifndef TONGCHOU_BASE_ERROR_CODE_H_
#define TONGCHOU_BASE_ERROR_CODE_H_

#include <cstdint>
#include <span>
#include <string_view>

namespace tongchou {

// X(number, enumerator, text code, HTTP status, Chinese, English)
#define TONGCHOU_ERROR_CODES(X)                                                                    \
  X(101, kBadAmount, "bad_amount", 422, "金额须为非负数，最多两位小数",                            \
    "an amount is written as digits with at most two decimals")                                    \
  X(102, kBadRatio, "bad_ratio", 422, "比例须在0到1之间，最多六位小数",                            \
    "a ratio is written as digits from 0 to 1 with at most six decimals")                          \
  X(103, kBadDate, "bad_date", 422, "日期须为真实存在的 年-月-日",                                 \
    "a date is a calendar day written as year-month-day")                                          \
  X(104, kUnknownPolicy, "unknown_policy", 404, "没有这个政策包", "no policy pack has this name")  \
  X(105, kUnknownScheme, "unknown_scheme", 422, "政策包中没有这个险种",                            \
    "the policy pack has no such scheme")                                                          \
  X(106, kUnknownCategory, "unknown_category", 422, "险种中没有这个人员类别",                      \
    "the scheme has no such category of persons")                                                  \
  X(107, kUnknownBenefit, "unknown_benefit", 422, "险种中没有这项待遇",                            \
    "the scheme has no such benefit")                                                              \
  X(108, kUnknownLevel, "unknown_level", 422, "医疗机构等级须为1、2、3",                           \
    "the level of a provider is 1, 2 or 3")                                                        \
  X(109, kUnknownClass, "unknown_class", 422, "费用类别须为甲(A)、乙(B)、丙(C)",                   \
    "the class of a fee line is A, B or C")                                                        \
  X(110, kNoLines, "no_lines", 422, "没有费用明细", "there are no fee lines")                      \
  X(111, kDuplicateId, "duplicate_id", 409, "编号已被使用", "the id is taken already")             \
  X(112, kUnknownReference, "unknown_reference", 404, "没有可撤销的这笔结算",                      \
    "no standing settlement has this id")                                                          \
  X(113, kLaterSettlementExists, "later_settlement_exists", 409, "其后还有结算，须从最后一笔撤起", \
    "a later settlement stands; undo the latest first")                                            \
  X(114, kNoPolicyInForce, "no_policy_in_force", 422, "该日没有生效的政策",                        \
    "no policy was in force on that day")                                                          \
  X(115, kAmountOverflow, "amount_overflow", 422, "金额超出可计算范围",                            \
    "an amount is beyond what can be computed exactly")                                            \
  X(116, kBadCase, "bad_case", 400, "不是可识别的案例", "this is not a case")                      \
  X(201, kPolicyInvalid, "policy_invalid", 422, "政策包有错误", "the policy pack has errors")      \
  X(202, kPolicyUnreadable, "policy_unreadable", 422, "政策文件无法读取",                          \
    "a policy file cannot be read")                                                                \
  X(203, kExampleFailed, "example_failed", 422, "示例结果与预期不符",                              \
    "an example gives another result than it states")                                              \
  X(204, kUnknownExample, "unknown_example", 404, "政策包中没有这个示例",                          \
    "the policy pack has no such example")                                                         \
  X(301, kStoreUnavailable, "store_unavailable", 503, "数据库暂不可用，请稍后用同一报文号重试",    \
    "the store cannot be reached; try again with the same message id")                             \
  X(302, kStoreCorrupt, "store_corrupt", 500, "数据校验失败，请联系管理员",                        \
    "stored data fails its check; call the administrator")                                         \
  X(303, kStoreFull, "store_full", 503, "存储空间不足", "the disk is full")                        \
  X(304, kStaleVersion, "stale_version", 409, "数据已被他人更新，请重试",                          \
    "the data has changed meanwhile; try again")                                                   \
  X(305, kUnbalancedEntry, "unbalanced_entry", 422, "借贷不平衡，不予入账",                        \
    "debits and credits differ; the entry is refused")                                             \
  X(306, kUnknownAccount, "unknown_account", 404, "账目表中没有这个科目",                          \
    "the chart has no such account")                                                               \
  X(307, kStoreTooNew, "store_too_new", 500, "数据由更新版本的程序写入，请升级程序",               \
    "the data was written by a later version of the program; upgrade it")                          \
  X(308, kOtherArea, "other_area", 409, "数据属于另一统筹区", "the data is another area's")        \
  X(309, kKeyFileUnreadable, "key_file_unreadable", 500,                                           \
    "密钥文件无法使用，请核对 --keys、文件内容与权限（仅属主可读，0600）",                         \
    "the key file cannot be used: check --keys, its lines and its mode (0600, the owner's)")       \
  X(310, kKeyMissing, "key_missing", 500,                                                          \
    "数据由密钥文件中没有的密钥封存，请用 --keys 指明当时的密钥文件",                              \
    "the store is sealed with a key that the key file lacks: name the right one with --keys")      \
  X(311, kKeysInUse, "keys_in_use", 409, "密钥文件正被使用，请先停止服务再试",                     \
    "the key file is in use: stop the server first")                                               \
  X(401, kUnknownPerson, "unknown_person", 404, "没有这个参保人",                                  \
    "no insured person has this number")                                                           \
  X(402, kUnknownProvider, "unknown_provider", 404, "没有这个定点医药机构",                        \
    "no provider has this code")                                                                   \
  X(403, kUnknownEmployer, "unknown_employer", 404, "没有这个参保单位",                            \
    "no employer has this code")                                                                   \
  X(404, kUnknownVisit, "unknown_visit", 404, "没有这次就诊，或不属于该人员和机构",                \
    "this person and provider have no such visit")                                                 \
  X(405, kUnknownSettlement, "unknown_settlement", 404, "没有这笔结算",                            \
    "there is no such settlement")                                                                 \
  X(406, kUnknownItem, "unknown_item", 422, "该日目录中没有这个项目编码",                          \
    "the catalogue of that day has no such item")                                                  \
  X(407, kUnknownLine, "unknown_line", 404, "没有这条（批）未结算的费用明细",                      \
    "there is no such unsettled line or batch")                                                    \
  X(408, kUnknownMessage, "unknown_message", 404, "未曾受理该报文，无需冲正",                      \
    "no such message was accepted; nothing needs undoing")                                         \
  X(409, kUnknownEntry, "unknown_entry", 404, "没有这张凭证", "the journal has no such entry")     \
  X(410, kUnknownFund, "unknown_fund", 422, "没有这项基金", "there is no such fund")               \
  X(411, kNoCoverage, "no_coverage", 422, "该日不在参保有效期内",                                  \
    "the person is not covered on that day")                                                       \
  X(412, kBadCoverage, "bad_coverage", 422, "参保时段重叠或起止颠倒",                              \
    "coverage intervals overlap or end before they begin")                                         \
  X(413, kMessageIdReused, "message_id_reused", 409, "报文号已用于另一请求，请换新的报文号",       \
    "this msgid was used for another request; take a new one")                                     \
  X(414, kVisitCancelled, "visit_cancelled", 409, "该就诊已撤销", "the visit was cancelled")       \
  X(415, kVisitHasFees, "visit_has_fees", 409, "该就诊仍有费用或结算，须先撤销",                   \
    "the visit still has fees or a settlement; withdraw them first")                               \
  X(416, kVisitSettled, "visit_settled", 409, "该就诊已结算，须先撤销结算",                        \
    "the visit is settled; undo the settlement first")                                             \
  X(417, kOpenStayExists, "open_stay_exists", 409, "该人员有尚未出院的住院",                       \
    "the person has a stay that is still open")                                                    \
  X(418, kNotAStay, "not_a_stay", 422, "该就诊不是住院", "the visit is not a stay")                \
  X(419, kAlreadyDischarged, "already_discharged", 409, "已办理出院",                              \
    "the stay is discharged already")                                                              \
  X(420, kNotDischarged, "not_discharged", 409, "尚未办理出院", "the stay is not discharged yet")  \
  X(421, kBadPeriod, "bad_period", 422, "结束时间早于开始时间", "the end is before the begin")     \
  X(422, kTooManyLines, "too_many_lines", 422, "一次上传的明细过多，请分批",                       \
    "too many lines at once; send them in parts")                                                  \
  X(423, kBadRefund, "bad_refund", 422,                                                            \
    "退费与原明细不符：须为未结算的同一项目和单价，且不超过剩余数量",                              \
    "a refund names an unsettled line of the same item and price and at most what is left of it")  \
  X(424, kAlreadySettled, "already_settled", 409, "费用已结算，不能重复结算",                      \
    "the fees are settled already")                                                                \
  X(425, kStatedAmountDiffers, "stated_amount_differs", 422, "申报金额与计算结果不一致",           \
    "a stated amount differs from what the lines give")                                            \
  X(426, kAlreadyReversed, "already_reversed", 409, "该结算已撤销",                                \
    "the settlement was undone already")                                                           \
  X(427, kNotUndoable, "not_undoable", 422, "该交易不能冲正，或交易编号不符",                      \
    "this transaction cannot be undone, or its number differs")                                    \
  X(428, kPackNotLoaded, "pack_not_loaded", 409, "结算所用的政策包版本未装载",                     \
    "the version of the policy pack that was used is not loaded")                                  \
  X(429, kSchemeDiffers, "scheme_differs", 422, "险种与就诊登记不符",                              \
    "the scheme is not the visit's")                                                               \
  X(430, kUnknownOrganisation, "unknown_organisation", 404, "没有这个经办机构",                    \
    "there is no such organisation")                                                               \
  X(431, kUnknownUser, "unknown_user", 404, "没有这个用户", "there is no such user")               \
  X(432, kUnknownKey, "unknown_key", 404, "没有这把密钥", "there is no such key")                  \
  X(433, kBadKey, "bad_key", 422, "密钥格式不正确或有效期不成立",                                  \
    "this is not a key of its kind, or its dates do not make a period")                            \
  X(434, kCrossingInProgress, "crossing_in_progress", 409,                                         \
    "异地结算尚在办理，结果未定：请用同一报文号重发查询",                                          \
    "a settlement across areas is under way: send the same message again for its outcome")         \
  X(435, kClearingNotDue, "clearing_not_due", 409,                                                 \
    "该月异地清算尚不能付款：月份未结束，或仍有未完成、不一致的项目",                              \
    "the month cannot be cleared yet: it is not over, or items of it are unfinished or differ")    \
  X(436, kNoNeighbour, "no_neighbour", 422, "没有这个对方统筹区，或本服务器未接入",                \
    "there is no such other area, or this server does not reach it")                               \
  X(437, kBadIdNumber, "bad_id_number", 422,                                                       \
    "身份证号码不正确：须为18位，出生日期真实存在，校验位相符",                                    \
    "an identity number has 18 characters, a calendar day of birth and a check digit that fits")   \
  X(438, kBadCreditCode, "bad_credit_code", 422, "统一社会信用代码不正确：须为18位且校验位相符",   \
    "a unified social credit code has 18 characters and a check character that fits")              \
  X(439, kDuplicateRow, "duplicate_row", 409, "同一文件中此人已出现",                              \
    "this person stands in the file already")                                                      \
  X(440, kCoveredElsewhere, "covered_elsewhere", 409, "此人在其他单位参保，须由原单位先办理减员",  \
    "this person is covered with another employer, which must report the leaving first")           \
  X(441, kWageDeclared, "wage_declared", 409,                                                      \
    "本年度已申报另一工资；如属更正，请在导入时写明更正原因",                                      \
    "another wage is declared for the year; to correct it, give the import a reason")              \
  X(442, kEmployerCancelled, "employer_cancelled", 409, "单位已注销，不能新增参保或征缴",          \
    "the employer is cancelled: no new members and no levy")                                       \
  X(443, kUnknownRequest, "unknown_request", 404, "没有这项申请", "there is no such request")      \
  X(444, kRequestDecided, "request_decided", 409, "该申请已经审定",                                \
    "the request is decided already")                                                              \
  X(445, kOwnRequest, "own_request", 403, "申请人不能审核自己的申请，须由另一人审核",              \
    "who made a request may not decide it: another person must")                                   \
  X(446, kRequestWaiting, "request_waiting", 409, "已有一项申请待审，请先审定",                    \
    "a request waits already: decide it first")                                                    \
  X(447, kMembersLeft, "members_left", 409, "单位仍有在保人员，须先办理减员",                      \
    "the employer still has members who are covered: report their leaving first")                  \
  X(448, kUnknownImport, "unknown_import", 404, "没有这次导入", "there is no such import")         \
  X(449, kChunkOutOfOrder, "chunk_out_of_order", 409, "分批序号不对，请从下一批续传",              \
    "this is not the next part of the import: go on with the next one")                            \
  X(450, kUnknownBill, "unknown_bill", 404, "没有这张缴费单", "there is no such bill")             \
  X(451, kNoWage, "no_wage", 422, "没有申报工资，未征缴",                                          \
    "no wage is declared; nothing is levied")                                                      \
  X(452, kBillReversed, "bill_reversed", 409, "该缴费单已冲销", "the bill is reversed already")    \
  X(453, kBadColumns, "bad_columns", 422, "文件的列与模板不符",                                    \
    "the columns of the file are not those of the template")                                       \
  X(454, kBadEncoding, "bad_encoding", 422, "文件编码不是UTF-8或GB18030",                          \
    "the file is neither UTF-8 nor GB18030")                                                       \
  X(475, kUnknownReceipt, "unknown_receipt", 404, "没有这笔到账", "there is no such receipt")      \
  X(476, kUnknownReceiptFile, "unknown_receipt_file", 404, "没有这份到账文件",                     \
    "there is no such file of receipts")                                                           \
  X(477, kFileSentBefore, "file_sent_before", 409,                                                 \
    "这份文件已入账，不会重复入账：请在到账文件清单中查看；漏掉的到账另做一份文件",                \
    "this file was posted before: see it in the list of files; send what it lacks in another")     \
  X(478, kUnknownNotice, "unknown_notice", 404, "没有这份通知书", "there is no such notice")       \
  X(479, kReferenceKnown, "reference_known", 409, "该银行流水号已登记过",                          \
    "a receipt with this bank reference is known already")                                         \
  X(480, kUnknownPayer, "unknown_payer", 422, "无法确定缴款单位",                                  \
    "the payer is no employer that is known")                                                      \
  X(481, kReceiptDecided, "receipt_decided", 409, "该到账不在待处理清单中",                        \
    "the receipt does not wait for a decision")                                                    \
  X(482, kLaterPayment, "later_payment", 409, "其后的入账以此为前提，须先冲销",                    \
    "a later payment rests on this one: reverse that first")                                       \
  X(483, kBillPaid, "bill_paid", 409, "该缴费单已有到账，须先冲销到账",                            \
    "money was received for this bill: reverse its receipts first")                                \
  X(484, kNoReceiptRules, "no_receipt_rules", 409, "政策包没有到账与催缴规则",                     \
    "the policy pack has no rules for receipts and dunning")                                       \
  X(485, kUnknownCard, "unknown_card", 404, "没有这张卡", "there is no such card")                 \
  X(486, kCardNotValid, "card_not_valid", 403, "此卡已挂失、停用、换发或尚未制发，不能使用",       \
    "the card is reported lost, suspended, replaced or not made yet: it cannot be used")           \
  X(487, kCardState, "card_state", 409, "卡目前的状态不能办理此事",                                \
    "this cannot be done with a card in its present state")                                        \
  X(488, kYearNotOver, "year_not_over", 409, "年度尚未结束，不能结息",                             \
    "the year is not over: its interest cannot be posted yet")                                     \
  X(489, kNothingToPay, "nothing_to_pay", 409, "个人账户没有可支付的余额",                         \
    "there is nothing in the account to be paid out")                                              \
  X(490, kUnknownPayout, "unknown_payout", 404, "没有这笔账户支付", "there is no such payout")     \
  X(491, kBalanceTooLow, "balance_too_low", 409, "个人账户余额不足，不能冲回",                     \
    "the account holds less than would be taken back")                                             \
  X(492, kPayoutNotPosted, "payout_not_posted", 409, "该笔账户支付未入账或已冲销",                 \
    "the payout is not posted, or was taken back already")                                         \
  X(501, kBadHttp, "bad_http", 400, "不是可识别的HTTP请求", "this is not an HTTP request")         \
  X(502, kRequestTooSlow, "request_too_slow", 408, "请求未在限定时间内发送完毕",                   \
    "the request did not arrive in time")                                                          \
  X(503, kBodyTooLarge, "body_too_large", 413, "请求超过大小上限，请分批发送",                     \
    "the request is too large; send it in parts")                                                  \
  X(504, kHeaderTooLarge, "header_too_large", 431, "请求头超过大小上限",                           \
    "the request headers are too large")                                                           \
  X(505, kTooManyConnections, "too_many_connections", 503, "连接数已满，请稍后重试",               \
    "too many connections; try again later")                                                       \
  X(506, kNoSuchPath, "no_such_path", 404, "没有这个地址", "there is nothing at this path")        \
  X(507, kMethodNotAllowed, "method_not_allowed", 405, "此地址不支持该请求方法",                   \
    "this path does not take that method")                                                         \
  X(508, kInternalDefect, "internal_defect", 500, "系统内部错误，未作任何更改",                    \
    "an internal defect; nothing was changed")                                                     \
  X(509, kCannotListen, "cannot_listen", 500, "无法监听该地址与端口",                              \
    "cannot listen on this address and port")                                                      \
  X(510, kNoSuchFolder, "no_such_folder", 500, "没有这个目录", "there is no such folder")          \
  X(511, kBadJson, "bad_json", 400, "报文不是完整的JSON", "the message is not complete JSON")      \
  X(512, kMissingField, "missing_field", 422, "缺少必填项", "a required field is missing")         \
  X(513, kBadFieldType, "bad_field_type", 422, "字段类型不符", "a field has the wrong type")       \
  X(514, kFieldTooLong, "field_too_long", 422, "字段超过长度", "a field is too long")              \
  X(515, kNotInDictionary, "not_in_dictionary", 422, "代码不在字典中",                             \
    "a code is not in its dictionary")                                                             \
  X(516, kBadNumber, "bad_number", 422, "数字格式不符，须为十进制且小数位不超限",                  \
    "a number is plain decimal digits within its decimals")                                        \
  X(517, kUnknownTransaction, "unknown_transaction", 422, "不支持的交易编号",                      \
    "this transaction is not supported")                                                           \
  X(518, kLineAmountMismatch, "line_amount_mismatch", 422, "明细金额不等于单价乘数量",             \
    "a line amount differs from price times quantity")                                             \
  X(519, kNoSuchEdition, "no_such_edition", 500, "没有这一接口规范版本：可用 HN、JX、HB",          \
    "no such edition of the interface: use HN, JX or HB")                                          \
  X(520, kTimeInFuture, "time_in_future", 422, "时间晚于当前时间", "a time lies in the future")    \
  X(521, kWrongProviderKind, "wrong_provider_kind", 403, "该类机构不能办理此交易",                 \
    "this kind of institution may not send this transaction")                                      \
  X(522, kPersonDiffers, "person_differs", 422, "姓名或证件号码与参保登记不符",                    \
    "name or certificate differ from the register")                                                \
  X(523, kNotSupported, "not_supported", 422, "尚不支持", "this is not supported yet")             \
  X(524, kSignatureMissing, "signature_missing", 401, "缺少签名，请按接口规范签名后重发",          \
    "the signature that is required is missing")                                                   \
  X(525, kSignatureExpired, "signature_expired", 401, "签名时间超出允许范围，请校准时钟后重发",    \
    "the time that was signed is too far from now: set the clock and sign again")                  \
  X(526, kUnknownAccessKey, "unknown_access_key", 401, "没有这把有效的密钥",                       \
    "there is no such key in force for this institution")                                          \
  X(527, kSignatureWrong, "signature_wrong", 401, "签名不一致", "the signature does not match")    \
  X(528, kMessageReplayed, "message_replayed", 409, "同一签名已用于另一报文，请重新签名",          \
    "this signature was used for another message; sign again")                                     \
  X(529, kBadTlsFiles, "bad_tls_files", 500,                                                       \
    "无法使用TLS证书或私钥，请核对 --tls-cert、--tls-key",                                         \
    "the TLS certificate or key cannot be used: check --tls-cert and --tls-key")                   \
  X(601, kNotSignedIn, "not_signed_in", 401, "请先登录", "sign in first")                          \
  X(602, kWrongCredentials, "wrong_credentials", 401, "用户名或密码不正确",                        \
    "the user name or the password is wrong")                                                      \
  X(603, kTooManyAttempts, "too_many_attempts", 429, "登录失败次数过多，请一分钟后再试",           \
    "too many failed sign-ins; try again in a minute")                                             \
  X(604, kWeakPassword, "weak_password", 422, "密码过弱", "the password is too weak")              \
  X(605, kRightMissing, "right_missing", 403, "您的角色没有此权限",                                \
    "none of your roles has this right")                                                           \
  X(606, kCsrfMismatch, "csrf_mismatch", 403, "请求缺少有效的会话令牌，请刷新页面",                \
    "the request lacks the token of the session; reload the page")                                 \
  X(607, kBadParameter, "bad_parameter", 400, "参数不正确", "a parameter is wrong")                \
  X(608, kUnknownJob, "unknown_job", 404, "没有这个任务", "there is no such job")                  \
  X(609, kDemoNotPossible, "demo_not_possible", 422, "无法建立演示统筹区",                         \
    "the demo region cannot be made")                                                              \
  X(610, kWrongOrigin, "wrong_origin", 403, "请求来自其他网站",                                    \
    "the request comes from another site")                                                         \
  X(611, kWrongPassword, "wrong_password", 422, "原密码不正确", "the present password is wrong")   \
  X(612, kJobRunning, "job_running", 409, "另一项任务正在进行，请待其完成后再试",                  \
    "another job runs; try again when it has ended")                                               \
  X(700, kUnknownHousehold, "unknown_household", 404, "没有这个家庭户",                            \
    "there is no such household")                                                                  \
  X(701, kInOtherHousehold, "in_other_household", 409, "此人已在另一户中，须先从该户迁出",         \
    "this person is in another household: have them leave it first")                               \
  X(702, kNoHead, "no_head", 422, "一户须有户主", "a household needs a head")                      \
  X(703, kNotInHousehold, "not_in_household", 409, "此人不在这一户",                               \
    "this person is not in the household")                                                         \
  X(704, kNoFixedRules, "no_fixed_rules", 422, "政策包没有该年度的定额筹资标准",                   \
    "the policy pack has no fixed yearly amounts for this year")                                   \
  X(705, kNoPayer, "no_payer", 422,                                                                \
    "没有登记应缴这一部分的缴款方（民政或某级财政），或此人的缴款方与其筹资标准不符",              \
    "nobody is registered to pay this part (civil affairs or the finance of a level), or the "     \
    "payer does not fit the person")                                                               \
  X(706, kEntitledAlready, "entitled_already", 409, "此人同期已属一类资助对象",                    \
    "the person is in an entitled group at that time already")                                     \
  X(707, kNotOpenYet, "not_open_yet", 422, "该年度的集中缴费期尚未开始",                           \
    "the collection for this year has not begun")                                                  \
  X(710, kNoSpecialRules, "no_special_rules", 422, "政策包没有规定这类人员的办法",                 \
    "the policy pack has no rules for this group")                                                 \
  X(711, kNotOfGroup, "not_of_group", 409, "该人员当日不在这份名单中",                             \
    "the person is not on this list on that day")                                                  \
  X(712, kNoStandard, "no_standard", 409, "该年度还没有核定的标准，请先核定",                      \
    "the year has no approved standard; approve one first")                                        \
  X(713, kNoCost, "no_cost", 422, "没有可依据的费用，请凭文件填写",                                \
    "there are no costs to go by; enter them with their document")                                 \
  X(714, kStandardSet, "standard_set", 409, "该年度的标准已提出或核定",                            \
    "the standard of the year is asked for or approved already")                                   \
  X(715, kClaimStands, "claim_stands", 409, "已有未冲销的账单，须先冲销",                          \
    "a bill for this stands; reverse it first")                                                    \
  X(716, kUnknownSpecialPaper, "unknown_special_paper", 404, "没有这份单据",                       \
    "there is no such paper")                                                                      \
  X(717, kNothingLeft, "nothing_left", 409, "额度或结余已用完",                                    \
    "nothing of the quota or surplus is left")                                                     \
  X(718, kSpecialNotPosted, "special_not_posted", 409, "单据未入账，或已冲销",                     \
    "the paper is not posted, or was taken back")                                                  \
  X(719, kNobodyToBill, "nobody_to_bill", 409, "没有需要开单的人员或费用",                         \
    "nobody and nothing is to be billed")                                                          \
  X(720, kNoLogin, "no_login", 404, "此人没有开通个人登录，可在其页面开通",                        \
    "this person has no login of their own: open one on the person's page")                        \
  X(721, kPasswordToBeSet, "password_to_be_set", 409, "一次性码正确，请设置自己的密码",            \
    "the one-time code is right: now set a password of your own")                                  \
  X(722, kCodeExpired, "code_expired", 401, "一次性码已过期，请到经办窗口重新开通",                \
    "the one-time code has expired: ask the agency's desk for a new one")                          \
  X(723, kDebtsOpen, "debts_open", 409, "单位仍有欠费，不能退款，须先缴清",                        \
    "bills of the employer are open: nothing is paid back before they are paid")                   \
  X(724, kCreditTooLow, "credit_too_low", 409, "退款超过单位的结余",                               \
    "the employer's credit is less than what would be paid back")                                  \
  X(725, kUnknownRefund, "unknown_refund", 404, "没有这笔退款申请", "there is no such refund")     \
  X(726, kRefundNotPaid, "refund_not_paid", 409, "该笔退款未支付或已冲销",                         \
    "the refund is not paid, or was taken back already")                                           \
  X(727, kNoSuchFormat, "no_such_format", 422, "政策包当日没有这种到账文件格式",                   \
    "the policy pack has no such form of remittance files today")                                  \
  X(801, kUnknownVersion, "unknown_version", 404, "没有这个政策版本，可在“版本”中查看全部",        \
    "no version of the policy has this number or digest: the list of versions has them all")       \
  X(802, kUnknownDraft, "unknown_draft", 404, "没有这份政策草稿", "there is no such draft")        \
  X(803, kDraftSuperseded, "draft_superseded", 409,                                                \
    "草稿所依据的版本已被取代，请先更新到现行版本",                                                \
    "the version that the draft is made on was superseded: bring the draft up to date first")      \
  X(804, kDraftState, "draft_state", 409, "草稿当前状态不能这样处理",                              \
    "this cannot be done in the state that the draft is in")                                       \
  X(805, kDraftUnchanged, "draft_unchanged", 422, "草稿没有改动任何规则",                          \
    "the draft changes no rule")                                                                   \
  X(806, kPastNeedsReason, "past_needs_reason", 422, "改动涉及已过去的日期，须填写原因",           \
    "the change reaches back into the past: give the reason")                                      \
  X(807, kBadArchive, "bad_archive", 422, "不是可识别的政策归档文件",                              \
    "this is not an archive of a policy pack")                                                     \
  X(808, kDraftConflict, "draft_conflict", 409, "草稿与现行版本改动了同一处，须手工处理",          \
    "the draft and the version in force change the same place: decide there by hand")              \
  X(810, kUnknownValue, "unknown_value", 404, "政策中没有这个值", "the policy has no such value")  \
  X(811, kBadEdit, "bad_edit", 422, "这样修改无法写入政策文件",                                    \
    "the policy file cannot be changed so")                                                        \
  X(820, kBadExtract, "bad_extract", 422, "历史提取文件损坏或无法识别，请重新提取",                \
    "the extract is damaged or is none: build it again")                                           \
  X(821, kOldExtract, "old_extract", 409, "历史提取文件是旧格式，请重新提取",                      \
    "the extract has another version of the format: build it again")                               \
  X(822, kNoHistory, "no_history", 422, "该期间没有结算", "nothing was settled in this period")    \
  X(823, kWorkCancelled, "work_cancelled", 409, "已取消，没有保存任何结果",                        \
    "it was cancelled: nothing of it is kept")                                                     \
  X(824, kUnknownResult, "unknown_result", 404, "没有这份测算结果", "there is no such result")     \
  X(830, kBadAssumption, "bad_assumption", 422, "预测的假设不成立",                                \
    "this cannot be assumed for a projection")                                                     \
  X(840, kUnknownRecompute, "unknown_recompute", 404, "没有这次追溯重算",                          \
    "there is no such recomputation")                                                              \
  X(841, kRecomputeState, "recompute_state", 409, "追溯重算当前状态不能这样处理",                  \
    "this cannot be done in the state that the recomputation is in")                               \
  X(842, kNothingToRecompute, "nothing_to_recompute", 422, "没有结算会因此改变",                   \
    "no settlement would change")                                                                  \
  X(843, kRecomputeOutdated, "recompute_outdated", 409, "清单拟定后结算有变动，请重新拟定",        \
    "settlements changed since the list was drawn up: draw it up again")

enum class ErrorCode : std::uint16_t {
#define X(number, name, code, status, zh, en) name = number,
  TONGCHOU_ERROR_CODES(X)
#undef X
};

struct ErrorInfo {
  ErrorCode code;
  std::string_view text_code;  // stable, lower case with underscores
  int http_status;
  std::string_view zh;
  std::string_view en;
};

// Every row of the table, ordered by number.
std::span<const ErrorInfo> AllErrors();

// The row of `code`.
const ErrorInfo& InfoOf(ErrorCode code);

}  // namespace tongchou

#endif  // TONGCHOU_BASE_ERROR_CODE_H_
