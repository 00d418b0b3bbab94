import type { MachineFacts } from './exchange/alarm-facts.ts'
import type { ClockWatch } from './platform/clock-watch.ts'
import type { Screening } from './screening/screening.ts'

/** What the machine itself tells the alarms: whether its clock is wrong, and since when the scanner of files is gone. */
export function machineOf({ goneSince }: Screening, watch: ClockWatch | undefined): () => Promise<MachineFacts> {
  return async () => {
    const scannerGoneSince = goneSince()
    const clockWrong = (await watch?.wrongBy()) !== undefined
    return { clockWrong, ...(scannerGoneSince === undefined ? {} : { scannerGoneSince }) }
  }
}
