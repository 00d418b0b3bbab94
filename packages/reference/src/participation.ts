import type { Participation } from '@comity/domain/legal-basis/participation'
import aseanMlat from './data/participation/asean-mlat.json' with { type: 'json' }
import caricomArrestWarrant from './data/participation/caricom-arrest-warrant.json' with { type: 'json' }
import cets024 from './data/participation/cets-024.json' with { type: 'json' }
import cets030 from './data/participation/cets-030.json' with { type: 'json' }
import cets073 from './data/participation/cets-073.json' with { type: 'json' }
import cets086 from './data/participation/cets-086.json' with { type: 'json' }
import cets098 from './data/participation/cets-098.json' with { type: 'json' }
import cets099 from './data/participation/cets-099.json' with { type: 'json' }
import cets112 from './data/participation/cets-112.json' with { type: 'json' }
import cets141 from './data/participation/cets-141.json' with { type: 'json' }
import cets167 from './data/participation/cets-167.json' with { type: 'json' }
import cets185 from './data/participation/cets-185.json' with { type: 'json' }
import cets198 from './data/participation/cets-198.json' with { type: 'json' }
import cets224 from './data/participation/cets-224.json' with { type: 'json' }
import euMla2000 from './data/participation/eu-mla-2000.json' with { type: 'json' }
import oasA35MontevideoExtradition from './data/participation/oas-a35-montevideo-extradition.json' with { type: 'json' }
import oasA55Mla from './data/participation/oas-a55-mla.json' with { type: 'json' }
import oasA57SentencesAbroad from './data/participation/oas-a57-sentences-abroad.json' with { type: 'json' }
import oasA59Protocol from './data/participation/oas-a59-protocol.json' with { type: 'json' }
import un1988 from './data/participation/un-1988.json' with { type: 'json' }
import unCat from './data/participation/un-cat.json' with { type: 'json' }
import unCybercrime from './data/participation/un-cybercrime.json' with { type: 'json' }
import unEnforcedDisappearance from './data/participation/un-enforced-disappearance.json' with { type: 'json' }
import unGenocide from './data/participation/un-genocide.json' with { type: 'json' }
import unHostages from './data/participation/un-hostages.json' with { type: 'json' }
import unNuclearTerrorism from './data/participation/un-nuclear-terrorism.json' with { type: 'json' }
import unPersonnelSafety from './data/participation/un-personnel-safety.json' with { type: 'json' }
import unProtectedPersons from './data/participation/un-protected-persons.json' with { type: 'json' }
import unPsychotropic1971 from './data/participation/un-psychotropic-1971.json' with { type: 'json' }
import unRomeStatute from './data/participation/un-rome-statute.json' with { type: 'json' }
import unTerroristBombings from './data/participation/un-terrorist-bombings.json' with { type: 'json' }
import unTerroristFinancing from './data/participation/un-terrorist-financing.json' with { type: 'json' }
import uncac from './data/participation/uncac.json' with { type: 'json' }
import untoc from './data/participation/untoc.json' with { type: 'json' }
import untocFirearms from './data/participation/untoc-firearms.json' with { type: 'json' }
import untocSom from './data/participation/untoc-som.json' with { type: 'json' }
import untocTip from './data/participation/untoc-tip.json' with { type: 'json' }

/** A file of rows: what most rows have in common stands once, and each source is written out once. */
interface ParticipationFile {
  readonly instrument: string
  readonly default: object
  readonly sources: Readonly<Record<string, string | undefined>>
  readonly rows: readonly { readonly state: string; readonly source?: string }[]
}

const files: readonly ParticipationFile[] = [
  aseanMlat,
  caricomArrestWarrant,
  cets024,
  cets030,
  cets073,
  cets086,
  cets098,
  cets099,
  cets112,
  cets141,
  cets167,
  cets185,
  cets198,
  cets224,
  euMla2000,
  oasA35MontevideoExtradition,
  oasA55Mla,
  oasA57SentencesAbroad,
  oasA59Protocol,
  un1988,
  unCat,
  unCybercrime,
  unEnforcedDisappearance,
  unGenocide,
  unHostages,
  unNuclearTerrorism,
  unPersonnelSafety,
  unProtectedPersons,
  unPsychotropic1971,
  unRomeStatute,
  unTerroristBombings,
  unTerroristFinancing,
  uncac,
  untoc,
  untocFirearms,
  untocSom,
  untocTip,
]

function rowsOf(file: ParticipationFile): Participation[] {
  return file.rows.map((given) => {
    const row = { instrument: file.instrument, ...file.default, ...given } as unknown as Participation
    const source = file.sources[row.source]
    if (source === undefined) throw new Error(`no such source in ${file.instrument}: ${row.source}`)
    return { ...row, source }
  })
}

const lists = new Map(files.map((file) => [file.instrument, rowsOf(file)]))

const rows = new Map([...lists].map(([instrument, all]) => [instrument, new Map(all.map((row) => [row.state, row]))]))

/** What a State did about an instrument, where anything is known. No row is not yet a no: see `completeUntil` of the instrument. */
export function findParticipation(instrument: string, state: string): Participation | undefined {
  return rows.get(instrument)?.get(state)
}

/** All that is known of participation in an instrument, by State. */
export function listParticipations(instrument: string): readonly Participation[] {
  return lists.get(instrument) ?? []
}
