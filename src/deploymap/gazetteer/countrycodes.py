"""Codes of countries: ISO 3166 with two and with three letters, compared letter for letter.

Codes are no names: folded as names are, Italy (IT) would be Mayotte (YT), and Finland Fiji.
https://www.iso.org/iso-3166-country-codes.html
"""

from __future__ import annotations

import re

# two letters, then three; Kosovo's XK and XKX are not of the standard, but of common use
_CODES = (
    "ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA "
    "AZAZE BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES "
    "BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK "
    "CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA "
    "DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA "
    "GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS "
    "GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD "
    "IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA "
    "KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA "
    "LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ "
    "MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC "
    "NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM "
    "PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC "
    "SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV "
    "SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR "
    "TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR "
    "VNVNM VUVUT WFWLF WSWSM XKXKX YEYEM YTMYT ZAZAF ZMZMB ZWZWE "
)
THREE_LETTERS = {pair[:2]: pair[2:] for pair in _CODES.split()}
# what has a code of its own and is of a state that has another; by the sovereign states of
# Natural Earth's countries, https://www.naturalearthdata.com
_TERRITORIES = (
    "AUS:CCK CXR HMD NFK CHN:HKG MAC DNK:FRO GRL FIN:ALA "
    "FRA:ATF BLM GLP GUF MAF MTQ MYT NCL PYF REU SPM WLF "
    "GBR:AIA ASC BMU CYM FLK GGY GIB IMN IOT JEY MSR PCN SGS SHN TAA TCA VGB "
    "NLD:ABW BES CUW SXM NOR:BVT SJM NZL:COK NIU TKL USA:ASM GUM MNP PRI UMI VIR "
)
SOVEREIGNS = {
    territory: group[:3]
    for group in re.findall(r"[A-Z]{3}:[A-Z ]+ ", _TERRITORIES)
    for territory in group[4:].split()
}
KNOWN = frozenset(THREE_LETTERS.values())
# shortened names of countries that look like codes and are none
CUSTOMARY = {"UK": "GBR", "UAE": "ARE", "DRC": "COD", "CAR": "CAF", "RSA": "ZAF", "PNG": "PNG"}


def read_code(text: str) -> str:
    """Return the code of three letters that a text is as a code of a country, "" for none.

    Capitals and small letters are alike; `U.S.A.` is a code too.
    """
    code = text.replace(".", "").strip().upper() if text.isascii() else ""
    if code in KNOWN:
        return code
    return THREE_LETTERS.get(code, CUSTOMARY.get(code, ""))
