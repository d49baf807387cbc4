/** What administrators are told of it, and its author: neither patient nor who would lose what, and no reason, which may name somebody. */
export const stoppedWords = (id: string, by: string, endings: number): string =>
  `Une demande de ${by} retirerait ${endings} accès d’un coup : rien n’a été changé, elle attend la décision d’un administrateur autre que son auteur (console, « Suppressions en attente », n° ${id}).`
export const decidedWords = (id: string, by: string, state: 'approved' | 'rejected'): string =>
  state === 'approved'
    ? `Votre demande n° ${id}, qui retirait beaucoup d’accès d’un coup, a été approuvée par ${by} : elle est appliquée.`
    : `Votre demande n° ${id}, qui retirait beaucoup d’accès d’un coup, a été rejetée par ${by} : rien n’a été changé.`
