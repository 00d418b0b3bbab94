import { type Block, type Doc, isolated, text } from './model.ts'

const paragraphs = [
  '中华人民共和国公安部禁毒局谨向泰王国主管机关致意，并就下述刑事案件请求提供刑事司法协助。',
  '经查，自二〇二五年十一月至二〇二六年九月，犯罪嫌疑人以“北方之光贸易有限公司”的名义，将管制前体化学品藏匿于申报为“工业溶剂”的货物之中，由林查班港运往钦州港；货物分三批装运，每批均由同一货运代理人申报，收货人、付款人和提单通知方均不相同。',
  '上述公司的实际控制人利用多名亲属的姓名开立账户，收取货款之后立即转往境外；《联合国打击跨国有组织犯罪公约》第十八条、第十九条和第二十条规定的措施，均可适用于本案。',
  '请求方承诺：未经贵方事先同意，不将贵方提供的资料或者证据用于本请求所述以外的侦查、起诉或者审判程序；如遇紧急情况，将在二十四小时之内通知贵方——并说明理由……',
]

/** A letter in Chinese, in words of our own: prose with its marks, identifiers, names in three scripts, a list and a table. */
export function chineseLetter(): Doc {
  const numbered = paragraphs.map((said, place): Block => ({ kind: 'paragraph', number: place + 1, content: [text(said)] }))
  return {
    language: 'zh',
    direction: 'ltr',
    draft: false,
    draftNotice: '草稿——不是请求书',
    title: '刑事司法协助请求书',
    subject: [text('关于一起跨国走私前体化学品案件')],
    reference: 'NCB-2026-0915',
    referenceLabel: '编号',
    state: '中华人民共和国',
    sender: [[isolated('公安部禁毒局', 'zh')], [text('北京市东城区')]],
    addressee: [[isolated('Office of the Narcotics Control Board')], [isolated('泰国')]],
    date: [isolated('2026年11月21日')],
    isoDate: '2026-11-21',
    meta: [
      { label: '国内案号', value: [isolated('京公禁字〔2026〕第 0417 号')] },
      { label: '紧急程度', value: [text('紧急')] },
    ],
    blocks: [
      { kind: 'heading', level: 1, number: 'I.', content: [text('案件事实')] },
      ...numbered,
      {
        kind: 'paragraph',
        number: paragraphs.length + 1,
        content: [
          text('集装箱 '),
          isolated('TEMU4170093'),
          text(' 和 '),
          isolated('MSKU9268195'),
          text('，账户 '),
          isolated('CH93 0076 2011 6238 5295 7'),
          text('，收款人 '),
          isolated('كوفي منساه'),
          text(' 与 '),
          isolated('José Núñez Álvarez'),
          text('，货主'),
          isolated('北方之光贸易有限公司', 'zh'),
          text('。'),
        ],
      },
      { kind: 'heading', level: 1, number: 'II.', content: [text('所请求的协助')] },
      { kind: 'heading', level: 2, number: 'A.', content: [text('控制下交付')] },
      { kind: 'paragraph', number: paragraphs.length + 2, content: [text('请贵方批准并协助：')] },
      {
        kind: 'list',
        items: [
          { label: '(a)', content: [text('允许第一批货物在双方监控之下继续运输，不予扣押；')] },
          { label: '(b)', content: [text('在钦州港交付时，指派两名人员到场见证。')] },
        ],
      },
      {
        kind: 'table',
        caption: [text('货物与集装箱')],
        head: [[text('集装箱')], [text('申报货物')], [text('起运日期')]],
        rows: [
          [[isolated('TEMU4170093')], [text('工业溶剂，四百二十桶，申报价值低于市价')], [isolated('2026年9月3日')]],
          [[isolated('MSKU9268195')], [text('清洁剂，一百八十桶')], [isolated('2026年9月17日')]],
        ],
        widths: [3, 4, 3],
      },
    ],
    signatures: [{ role: '请求机关', fields: ['姓名', '职务', '签名', '盖章'] }],
    pageLabel: { before: '第 ', between: ' 页，共 ', after: ' 页' },
  }
}
