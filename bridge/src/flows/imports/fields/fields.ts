import { CircleBody, EmploymentBody, type ImportKind, MemberBody, PatientBody, PersonBody } from '../../../contract.ts'
import { CircleId, PatientId, PersonId, StructureId } from '../../../core/ids.ts'
import { DATE, type Field, IDENTIFIER, asApi, digits, instant, lineOf, oneOf } from './field.ts'

const PERSON_NAMES = [
  'identifiant professionnel',
  'id professionnel',
  'identifiant du professionnel',
  'professionnel',
  'personne',
  'personId',
]
const STRUCTURE_NAMES = [
  'identifiant structure',
  'id structure',
  'identifiant de la structure',
  'structure',
  'établissement',
  'structureId',
]

const person = { fr: 'Identifiant du professionnel', en: 'Identifier of the professional', read: asApi(PersonId), expected: IDENTIFIER }
const structure = { fr: 'Identifiant de la structure', en: 'Identifier of the structure', read: asApi(StructureId), expected: IDENTIFIER }
const PERIOD: readonly Field[] = [
  {
    name: 'start',
    fr: 'Début',
    en: 'Start',
    also: ['date de début', 'date début', 'début le', 'depuis', 'entrée', 'date entrée', 'date d’entrée', 'du'],
    read: instant('start'),
    expected: DATE,
  },
  {
    name: 'end',
    fr: 'Fin',
    en: 'End',
    also: ['date de fin', 'date fin', 'fin le', 'jusqu’au', 'sortie', 'date sortie', 'date de sortie', 'au'],
    read: instant('end'),
    expected: DATE,
  },
]
const reason: Field = {
  name: 'reason',
  fr: 'Motif',
  en: 'Reason',
  also: ['raison', 'commentaire'],
  read: asApi(MemberBody.shape.reason),
  expected: { fr: 'un texte de 500 caractères au plus', en: 'a text of 500 characters at most' },
}

const PEOPLE: readonly Field[] = [
  { ...person, name: 'id', key: true, needed: true, also: ['identifiant', 'id', 'matricule', ...PERSON_NAMES] },
  {
    name: 'familyName',
    fr: 'Nom',
    en: 'Family name',
    also: ['nom de famille', 'nom d’usage', 'nom d’exercice', 'familyName'],
    read: asApi(PersonBody.shape.familyName),
    expected: lineOf(80),
  },
  {
    name: 'givenName',
    fr: 'Prénom',
    en: 'Given name',
    also: ['prénoms', 'prénom d’exercice', 'givenName'],
    read: asApi(PersonBody.shape.givenName),
    expected: lineOf(80),
  },
  {
    name: 'profession',
    fr: 'Profession',
    en: 'Profession',
    also: ['métier', 'libellé profession', 'fonction', 'qualification'],
    read: asApi(PersonBody.shape.profession),
    expected: lineOf(80),
  },
  {
    name: 'rpps',
    fr: 'Numéro RPPS',
    en: 'RPPS number',
    also: ['rpps', 'n rpps', 'identifiant rpps', 'num rpps', 'no rpps'],
    read: digits(PersonBody.shape.rpps),
    expected: {
      fr: 'un numéro RPPS : 11 chiffres, clé de contrôle comprise',
      en: 'an RPPS number: 11 digits, check digit included',
    },
  },
  {
    name: 'email',
    fr: 'Adresse e-mail',
    en: 'E-mail address',
    also: ['e-mail', 'email', 'mail', 'courriel', 'adresse mail', 'adresse courriel', 'mél'],
    read: asApi(PersonBody.shape.email),
    expected: { fr: 'une adresse e-mail : nom@exemple.fr', en: 'an e-mail address: name@example.org' },
  },
  {
    name: 'telephone',
    fr: 'Téléphone',
    en: 'Telephone',
    also: ['tél', 'tel', 'numéro de téléphone', 'portable', 'mobile', 'téléphone portable'],
    read: asApi(PersonBody.shape.telephone),
    expected: { fr: 'un numéro de téléphone : 06 12 34 56 78', en: 'a telephone number: 06 12 34 56 78' },
  },
  {
    name: 'status',
    fr: 'Statut',
    en: 'Status',
    also: ['état', 'situation', 'status'],
    read: oneOf({
      active: ['actif', 'active', 'en activité'],
      suspended: ['suspendu', 'suspendue'],
      departed: ['parti', 'partie', 'sorti', 'sortie'],
    }),
    expected: { fr: '« actif », « suspendu » ou « parti »', en: '“active”, “suspended” or “departed”' },
  },
]

const EMPLOYMENTS: readonly Field[] = [
  { ...person, name: 'personId', key: true, needed: true, also: [...PERSON_NAMES, 'identifiant', 'matricule'] },
  { ...structure, name: 'structureId', key: true, needed: true, also: STRUCTURE_NAMES },
  {
    name: 'role',
    fr: 'Rôle',
    en: 'Role',
    also: ['droit', 'droits', 'fonction', 'role'],
    read: oneOf({
      member: ['membre', 'agent', 'salarié', 'salariée'],
      editor: ['rédacteur', 'rédactrice', 'éditeur', 'éditrice'],
      manager: ['responsable', 'gestionnaire', 'directeur', 'directrice'],
    }),
    expected: { fr: '« membre », « rédacteur » ou « responsable »', en: '“member”, “editor” or “manager”' },
  },
  ...PERIOD,
  { ...reason, read: asApi(EmploymentBody.shape.reason) },
]

const patient = { fr: 'Identifiant de l’usager', en: 'Identifier of the patient', read: asApi(PatientId), expected: IDENTIFIER }
const PATIENT_NAMES = ['identifiant usager', 'id usager', 'usager', 'patient', 'identifiant patient', 'id patient', 'patientId', 'ipp']
const PATIENTS: readonly Field[] = [
  { ...patient, name: 'id', key: true, needed: true, also: ['identifiant', 'id', 'numéro', ...PATIENT_NAMES] },
  {
    name: 'displayName',
    fr: 'Nom affiché',
    en: 'Displayed name',
    also: ['nom', 'nom complet', 'nom et prénom', 'nom prénom', 'prénom nom', 'displayName'],
    read: asApi(PatientBody.shape.displayName),
    expected: lineOf(120),
  },
  {
    name: 'ins',
    fr: 'Matricule INS',
    en: 'INS number',
    also: ['ins', 'nir', 'matricule ins', 'numéro ins', 'numéro de sécurité sociale'],
    read: (text) => /^[12378]\d{4}(?:\d{2}|2[AB])\d{6}(?:\d{2})?$/.exec(text.replace(/[\s.]/g, '').toUpperCase())?.[0],
    expected: { fr: 'un matricule INS : 13 chiffres, ou 15 avec la clé', en: 'an INS number: 13 digits, or 15 with the key' },
  },
]

const circle = { fr: 'Identifiant du cercle', en: 'Identifier of the circle', read: asApi(CircleId), expected: IDENTIFIER }
const CIRCLE_NAMES = ['identifiant cercle', 'id cercle', 'cercle', 'cercle de soins', 'dossier', 'circleId']
const CIRCLES: readonly Field[] = [
  { ...circle, name: 'id', key: true, needed: true, also: ['identifiant', 'id', ...CIRCLE_NAMES] },
  { ...patient, name: 'patientId', also: PATIENT_NAMES },
  { ...structure, name: 'structureId', also: STRUCTURE_NAMES },
  {
    name: 'status',
    fr: 'Statut',
    en: 'Status',
    also: ['état', 'situation', 'status'],
    read: oneOf({ active: ['ouvert', 'actif', 'en cours'], closed: ['fermé', 'clos', 'clôturé'] }),
    expected: { fr: '« ouvert » ou « fermé »', en: '“active” or “closed”' },
  },
  { ...reason, read: asApi(CircleBody.shape.reason) },
]

const MEMBERSHIPS: readonly Field[] = [
  { ...circle, name: 'circleId', key: true, needed: true, also: CIRCLE_NAMES },
  { ...person, name: 'personId', key: true, needed: true, also: [...PERSON_NAMES, 'identifiant'] },
  {
    name: 'role',
    fr: 'Rôle dans le cercle',
    en: 'Role in the circle',
    needed: true,
    also: ['rôle', 'role', 'fonction', 'qualité'],
    read: asApi(MemberBody.shape.role),
    expected: lineOf(80),
  },
  ...PERIOD,
  reason,
]

/** What each kind of file may say. */
export const FIELDS: Readonly<Record<ImportKind, readonly Field[]>> = {
  people: PEOPLE,
  employments: EMPLOYMENTS,
  patients: PATIENTS,
  circles: CIRCLES,
  memberships: MEMBERSHIPS,
}
