/** ISO 3166-1 alpha-3 of the States whose banks issue IBANs (registry of ISO 13616), by the two letters that begin one. */
const stateOfPrefix: Readonly<Record<string, string | undefined>> = Object.fromEntries(
  (
    'AD:AND AE:ARE AL:ALB AT:AUT AZ:AZE BA:BIH BE:BEL BG:BGR BH:BHR BI:BDI BR:BRA BY:BLR CH:CHE CR:CRI CY:CYP CZ:CZE DE:DEU DJ:DJI DK:DNK DO:DOM ' +
    'EE:EST EG:EGY ES:ESP FI:FIN FR:FRA GB:GBR GE:GEO GR:GRC GT:GTM HN:HND HR:HRV HU:HUN IE:IRL IL:ISR IQ:IRQ IS:ISL IT:ITA JO:JOR KW:KWT KZ:KAZ ' +
    'LB:LBN LC:LCA LI:LIE LT:LTU LU:LUX LV:LVA LY:LBY MC:MCO MD:MDA ME:MNE MK:MKD MN:MNG MR:MRT MT:MLT MU:MUS NI:NIC NL:NLD NO:NOR OM:OMN PK:PAK ' +
    'PL:POL PS:PSE PT:PRT QA:QAT RO:ROU RS:SRB RU:RUS SA:SAU SC:SYC SD:SDN SE:SWE SI:SVN SK:SVK SM:SMR SO:SOM ST:STP SV:SLV TL:TLS TN:TUN TR:TUR ' +
    'UA:UKR VA:VAT YE:YEM'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
)

function compact(account: string): string {
  return account
    .replaceAll(/[\s-]/gu, '')
    .toUpperCase()
    .replace(/^IBAN:?/u, '')
}

/** Whether an account number has the shape of an IBAN: two letters, two digits, eleven to thirty characters. ISO 13616. */
export function looksLikeIban(account: string): boolean {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/u.test(compact(account))
}

/** Whether the check digits of an IBAN fit the rest of it. ISO 7064, MOD 97-10. */
export function hasValidCheckDigits(iban: string): boolean {
  const text = compact(iban)
  const digits = (text.slice(4) + text.slice(0, 4)).replaceAll(/[A-Z]/gu, (letter) => String(letter.charCodeAt(0) - 55))
  let remainder = 0
  for (const digit of digits) remainder = (remainder * 10 + Number(digit)) % 97
  return remainder === 1
}

/** The State in which the bank of an IBAN keeps the account, where the prefix is known. */
export function findStateOfIban(iban: string): string | undefined {
  return stateOfPrefix[compact(iban).slice(0, 2)]
}
