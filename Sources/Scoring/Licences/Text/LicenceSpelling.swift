/// Words that count as the same: the list of SPDX's matching guidelines, shortened to what occurs in licences.
enum LicenceSpelling {
    private static let pairs = """
        licence=license licences=licenses licenced=licensed licencing=licensing sublicence=sublicense
        sublicences=sublicenses sublicenced=sublicensed sublicencing=sublicensing relicence=relicense
        acknowledgement=acknowledgment acknowledgements=acknowledgments analogue=analog analyse=analyze
        artefact=artifact artefacts=artifacts authorisation=authorization authorised=authorized authorise=authorize
        calibre=caliber cancelled=canceled capitalisations=capitalizations catalogue=catalog categorise=categorize
        centre=center emphasised=emphasized favour=favor favourite=favorite fulfil=fulfill fulfilment=fulfillment
        initialise=initialize judgement=judgment labelling=labeling labour=labor maximise=maximize modelled=modeled
        modelling=modeling noncommercially=noncommercial offence=offense optimise=optimize organisation=organization
        organisations=organizations organise=organize practise=practice programme=program realise=realize
        recognise=recognize signalling=signaling utilisation=utilization utilise=utilize utilised=utilized
        whilst=while wilful=willful behaviour=behavior colour=color honour=honor neighbour=neighbor https=http
        owners=holders owner=holder
        """

    /// From the hash of a spelling to the hash of the one that counts.
    static let table: [UInt64: UInt64] = {
        var table: [UInt64: UInt64] = [:]
        for pair in pairs.utf8.split(whereSeparator: { $0 == 32 || $0 == 10 }) {
            let sides = pair.split(separator: UInt8(ascii: "="))
            guard sides.count == 2 else { continue }
            table[WordHash(sides[0]).value] = WordHash(sides[1]).value
        }
        return table
    }()
}
