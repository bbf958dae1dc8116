"""Everyday words that near relatives spell differently, as pairs: *uge* is Danish, *uke* Norwegian.

They are not function words, so they stand apart: they tell relatives from each other and no more. Inflected forms are
left to ``relatives``' patterns where these find them. Ours, written from both vocabularies.
"""

from __future__ import annotations

from collections.abc import Mapping

_PAIRS = {
    "da no": (
        "uge/uke uger/uker bog/bok bøger/bøker sprog/språk gade/gate gader/gater kvinde/kvinne kvinder/kvinner mand/mann mænd/menn "
        "mænds/menns dreng/gutt pige/jente piger/jenter barndom/oppvekst regering/regjering selskab/selskap virksomhed/virksomhet "
        "myndigheder/myndigheter arbejde/arbeid arbejder/arbeider arbejdet/arbeidet vej/vei veje/veier vejen/veien hjælp/hjelp "
        "hjælpe/hjelpe vidste/visste ved/vet tænker/tenker tænkte/tenkte længe/lenge længere/lenger værre/verre værste/verste "
        "bedste/beste penge/penger dyrt/kostbart åben/åpen åbne/åpne åbnede/åpnet købe/kjøpe købt/kjøpt køb/kjøp kender/kjenner "
        "kendt/kjent kendte/kjente køre/kjøre kører/kjører kørte/kjørte syge/syke syg/syk sygehus/sykehus læge/lege læger/leger gav/ga "
        "tog/tok sagde/sa havde/hadde blev/ble blevet/blitt været/vært fået/fått gået/gått taget/tatt givet/gitt set/sett sat/satt "
        "nogle/noen nogen/noen noget/noe meget/mye mere/mer hvad/hva ud/ut op/opp ind/inn af/av efter/etter mod/mot nu/nå kun/bare "
        "uden/uten mellem/mellom gennem/gjennom igennem/gjennom igen/igjen derefter/deretter herefter/etterpå måske/kanskje "
        "altid/alltid aldrig/aldri næste/neste næsten/nesten sidste/siste sidst/sist anden/annen andet/annet selvom/selv "
        "tilbage/tilbake tværs/tvers ligesom/likesom lige/like bruge/bruke bruger/bruker brugt/brukt søge/søke søger/søker bøn/bønn "
        "tage/ta give/gi have/ha sige/si blive/bli bliver/blir giver/gir siger/sier spørge/spørre spurgte/spurte fortælle/fortelle "
        "fortæller/forteller hende/henne jer/dere jeres/deres vores/vår hvornår/når hvorefter/hvoretter gange/ganger dage/dager "
        "huse/hus børn/barn børnene/barna forældre/foreldre syv/sju tyve/tjue tredive/tretti fyrre/førti halvtreds/femti tres/seksti "
        "halvfjerds/sytti firs/åtti halvfems/nitti hundrede/hundre tusinde/tusen danske/norske dansk/norsk danmark/norge "
        "københavn/oslo folketinget/stortinget borgmester/ordfører udvikling/utvikling udenrigsminister/utenriksminister "
        "minister/statsråd oplysninger/opplysninger magt/makt magten/makten sag/sak sagen/saken sager/saker spil/spill bold/ball "
        "fodbold/fotball hold/lag sejr/seier sejre/seire rejse/reise rejser/reiser rejste/reiste højt/høyt høj/høy høje/høye øje/øye "
        "øjne/øyne øjeblik/øyeblikk mad/mat fod/fot fødder/føtter stærk/sterk stærkt/sterkt særligt/særlig hurtig/rask hurtigt/raskt "
        "langsomt/sakte svær/vanskelig let/lett hvid/hvit hvide/hvite sort/svart sorte/svarte sø/sjø vand/vann skib/skip skibe/skip "
        "flåde/flåte våben/våpen viden/kunnskap mindst/minst lille/liten engang/gang dog/likevel derimod/derimot indtil/inntil "
        "blandt/blant procent/prosent central/sentral centrum/sentrum proces/prosess succes/suksess chauffør/sjåfør chef/sjef "
        "fremtid/framtid frem/fram præst/prest præsident/president forskellige/forskjellige forskel/forskjell blot/bare endnu/ennå "
        "bagefter/etterpå bag/bak bagved/bak ryg/rygg lægge/legge lægger/legger sætte/sette sætter/setter vælge/velge vælger/velger "
        "sælge/selge troede/trodde håber/håper håbe/håpe løbe/løpe løber/løper løb/løp klæder/klær tøj/klær glæde/glede vågne/våkne "
        "kræve/kreve kræver/krever skabe/skape skaber/skaper skabt/skapt forsøge/forsøke forsøger/forsøker forsøgte/forsøkte "
        "undersøgelse/undersøkelse oprettet/opprettet udgivet/utgitt dræbt/drept dræbte/drepte ramt/rammet ramte/rammet sket/skjedd "
        "ske/skje sker/skjer skete/skjedde slået/slått stået/stått fundet/funnet finde/finne finder/finner noensinde/noensinne "
        "nogensinde/noensinne dernæst/dernest fald/fall falde/falle falder/faller kold/kald koldt/kaldt kaldte/kalte kaldt/kalt "
        "kaldes/kalles fuld/full fulde/fulle guld/gull uld/ull vild/vill vildt/vilt mund/munn sand/sann sandt/sant tilfælde/tilfelle "
        "fælles/felles indgår/inngår indeholder/inneholder ydre/ytre lod/lot lade/la lader/lar bad/ba bede/be beder/ber aften/kveld "
        "nat/natt forår/vår efterår/høst breve/brev læse/lese læser/leser læst/lest fejl/feil fejre/feire bygget/bygd byggeri/bygging "
        "gælder/gjelder gælde/gjelde gør/gjør gøre/gjøre sjov/gøy kærlighed/kjærlighet kær/kjær frihed/frihet sikkerhed/sikkerhet "
        "mulighed/mulighet muligheder/muligheter sandhed/sannhet enhed/enhet helhed/helhet sundhed/helse sund/sunn sygdom/sykdom "
        "begyndte/begynte begynder/begynner begynde/begynne slut/slutt sluttede/sluttet pludselig/plutselig anbefalede/anbefalte "
        "landede/landet ældre/eldre ældste/eldste mindes/minnes minde/minne bedst/best pludseligt/plutselig derved/dermed således/slik "
        "sådan/slik sådanne/slike"
    ),
    "cs sk": (
        "město/mesto města/mestá člověk/človek lidé/ľudia lidí/ľudí den/deň dne/dňa týden/týždeň týdne/týždňa měsíc/mesiac roce/roku "
        "let/rokov léta/roky policie/polícia země/krajina zemi/krajine zemí/krajín svět/svet světa/sveta světě/svete válka/vojna "
        "války/vojny společnost/spoločnosť společnosti/spoločnosti práce/práca práci/prácu místo/miesto místě/mieste místa/miesta "
        "dům/dom děti/deti dítě/dieťa smrt/smrť řekl/povedal řekla/povedala říká/hovorí uvedl/uviedol uvedla/uviedla mluvčí/hovorca "
        "dále/ďalej další/ďalší dalších/ďalších dobře/dobre velmi/veľmi hodně/veľa více/viac méně/menej nejvíce/najviac první/prvý "
        "třetí/tretí poslední/posledný velký/veľký velké/veľké velká/veľká bratr/brat přítel/priateľ přátelé/priatelia řeka/rieka "
        "hlavní/hlavný hlavního/hlavného státní/štátny stát/štát státu/štátu státy/štáty předseda/predseda ministr/minister "
        "volby/voľby voleb/volieb peníze/peniaze historie/história historii/histórii době/dobe hodin/hodín minut/minút konec/koniec "
        "konce/konca začátek/začiatok mít/mať být/byť dát/dať jít/ísť vědět/vedieť ví/vie chtít/chcieť vidět/vidieť dělat/robiť "
        "udělat/urobiť psát/písať napsal/napísal nachází/nachádza protože/pretože například/napríklad především/predovšetkým "
        "zejména/najmä pouze/iba jenom/len ještě/ešte již/už opět/opäť znovu/znova někdy/niekedy někteří/niektorí některé/niektoré "
        "něco/niečo někdo/niekto všichni/všetci všechny/všetky všech/všetkých mezi/medzi před/pred při/pri přes/cez pro/pre "
        "kvůli/kvôli podle/podľa během/počas také/tiež kdy/kedy když/keď jestli/či jak/ako jako/ako který/ktorý která/ktorá "
        "které/ktoré kteří/ktorí nebo/alebo jsem/som jsme/sme jste/ste jsou/sú není/nie byl/bol byla/bola bylo/bolo byli/boli "
        "může/môže mohl/mohol tato/táto těchto/týchto jejich/ich její/jej svůj/svoj své/svoje svou/svoju sebe/seba mě/mňa mně/mne "
        "tě/ťa ji/ju něj/neho bílý/biely černý/čierny píšou/píšu konzervativci/konzervatívci Evropa/európa evropské/európske "
        "evropský/európsky Německo/nemecko německý/nemecký Rusko/rusko válečný/vojnový pomocí/pomocou důležité/dôležité důvod/dôvod "
        "původní/pôvodný způsob/spôsob vůbec/vôbec kůň/kôň růst/rast podíl/podiel rozdíl/rozdiel díl/diel dílo/dielo případ/prípad "
        "případě/prípade příběh/príbeh přichází/prichádza stejně/rovnako stejný/rovnaký pravděpodobně/pravdepodobne pozdější/neskorší "
        "později/neskôr dříve/skôr nejen/nielen tím/tým jen/len"
    ),
    "pt gl": (
        "foi/foi não/non uma/unha umas/unhas com/con em/en um/un uns/uns muito/moito muita/moita muitos/moitos muitas/moitas mais/máis "
        "sua/súa suas/súas minha/miña tinha/tiña tinham/tiñan vinha/viña também/tamén alguém/alguén ninguém/ninguén ontem/onte "
        "homem/home homens/homes mulher/muller mulheres/mulleres filho/fillo filhos/fillos filha/filla olho/ollo olhos/ollos "
        "trabalho/traballo trabalhos/traballos velho/vello melhor/mellor gente/xente hoje/hoxe já/xa junho/xuño julho/xullo "
        "janeiro/xaneiro jogo/xogo jogos/xogos jogador/xogador jogadores/xogadores justiça/xustiza geral/xeral governo/goberno "
        "cidade/cidade cidades/cidades pessoa/persoa pessoas/persoas isso/iso disso/diso nisso/niso desse/dese imperador/emperador "
        "quarta-feira/mércores quinta-feira/xoves diretor/director isto/isto esse/ese essa/esa esses/eses essas/esas nessa/nesa "
        "nesse/nese nossa/nosa nosso/noso deixar/deixar houve/houbo teve/tivo fez/fixo fazer/facer feito/feito faz/fai disse/dixo "
        "dizer/dicir diz/di ver/ver viu/viu foram/foron eram/eran são/son estão/están tem/ten têm/teñen podem/poden poderia/podería "
        "seria/sería haveria/habería história/historia polícia/policía médico/médico público/público período/período século/século "
        "água/auga guerra/guerra força/forza praça/praza cabeça/cabeza começa/comeza começou/comezou nação/nación população/poboación "
        "informação/información organização/organización região/rexión religião/relixión união/unión milhões/millóns milhão/millón "
        "ações/accións eleições/eleccións relações/relacións condições/condicións produção/produción produto/produto lei/lei rei/rei "
        "três/tres dois/dous duas/dúas mês/mes português/portugués inglês/inglés francês/francés país/país países/países anos/anos "
        "ano/ano então/entón ainda/aínda até/ata depois/despois antes/antes assim/así porém/porén após/tras onde/onde lugar/lugar "
        "nova/nova novo/novo outra/outra outros/outros primeira/primeira pelo/polo pela/pola pelos/polos pelas/polas num/nun "
        "numa/nunha dum/dun duma/dunha ao/ao aos/aos à/á às/ás ele/el eles/eles nele/nel dele/del lhe/lle lhes/lles me/me quem/quen "
        "bem/ben sem/sen cem/cen fim/fin jovem/mozo jovens/mozos ensino/ensino sistema/sistema ficou/quedou ficar/quedar janela/xanela "
        "jornal/xornal jornais/xornais exemplo/exemplo existe/existe objetivo/obxectivo projeto/proxecto imagem/imaxe viagem/viaxe "
        "origem/orixe mensagem/mensaxe página/páxina energia/enerxía tecnologia/tecnoloxía biologia/bioloxía igreja/igrexa longe/lonxe "
        "hectares/hectáreas segunda/segunda quarta/cuarta quatro/catro qual/cal quais/cales quando/cando quanto/canto quase/case "
        "qualidade/calidade quantidade/cantidade qualquer/calquera espanhol/español espanha/españa senhor/señor senhora/señora "
        "pequeno/pequeno desenho/deseño montanha/montaña companhia/compañía campanha/campaña livro/libro livros/libros livre/libre "
        "palavra/palabra escrever/escribir escreveu/escribiu receber/recibir recebeu/recibiu viver/vivir vida/vida atual/actual "
        "atualmente/actualmente ato/acto efeito/efecto direito/dereito direitos/dereitos direita/dereita lado/lado maior/maior "
        "menor/menor preço/prezo espaço/espazo serviço/servizo serviços/servizos comércio/comercio princípio/principio "
        "princípios/principios próprio/propio própria/propia necessário/necesario necessidade/necesidade sucesso/éxito "
        "processo/proceso acesso/acceso passado/pasado passou/pasou passar/pasar classe/clase possível/posible possíveis/posibles "
        "responsável/responsable últimas/últimas último/último mundo/mundo parte/parte durante/durante contra/contra apesar/malia "
        "além/ademais disto/disto protestos/protestas haverá/haberá havia/había há/hai algum/algún alguns/algúns alguma/algunha "
        "nenhum/ningún coisa/cousa coisas/cousas noite/noite dia/día dias/días meses/meses horas/horas rua/rúa porta/porta mar/mar "
        "terra/terra tempo/tempo"
    ),
    "es gl": (
        "el/o los/os la/a las/as del/do al/ao una/unha uno/un con/con en/en y/e más/máis muy/moi mucho/moito muchos/moitos su/súa "
        "sus/súas mi/miña también/tamén alguien/alguén nadie/ninguén ayer/onte hombre/home hombres/homes mujer/muller mujeres/mulleres "
        "hijo/fillo hijos/fillos ojo/ollo trabajo/traballo viejo/vello mejor/mellor gente/xente hoy/hoxe ya/xa junio/xuño julio/xullo "
        "enero/xaneiro juego/xogo juegos/xogos jugador/xogador justicia/xustiza general/xeral gobierno/goberno ciudad/cidade "
        "persona/persoa personas/persoas eso/iso ese/ese esa/esa dejar/deixar hubo/houbo tuvo/tivo hizo/fixo hacer/facer hecho/feito "
        "hace/fai dijo/dixo decir/dicir dice/di vio/viu fueron/foron fue/foi son/son tiene/ten tienen/teñen pueden/poden puede/pode "
        "podría/podería agua/auga fuerza/forza plaza/praza cabeza/cabeza comienza/comeza comenzó/comezou población/poboación "
        "región/rexión religión/relixión millones/millóns acciones/accións elecciones/eleccións relaciones/relacións ley/lei rey/rei "
        "dos/dous tres/tres entonces/entón aún/aínda hasta/ata después/despois antes/antes pero/pero donde/onde nuevo/novo nueva/nova "
        "otro/outro otra/outra otros/outros primero/primeiro primera/primeira por/por él/el ellos/eles le/lle les/lles quien/quen "
        "bien/ben sin/sen fin/fin joven/mozo siglo/século historia/historia ventana/xanela ejemplo/exemplo objetivo/obxectivo "
        "proyecto/proxecto imagen/imaxe viaje/viaxe origen/orixe mensaje/mensaxe página/páxina energía/enerxía iglesia/igrexa "
        "lejos/lonxe cuatro/catro cual/cal cuando/cando cuanto/canto casi/case calidad/calidade cantidad/cantidade cualquier/calquera "
        "pequeño/pequeno libro/libro escribió/escribiu recibió/recibiu mayor/maior menor/menor precio/prezo espacio/espazo "
        "servicio/servizo servicios/servizos noche/noite calle/rúa puerta/porta tierra/terra tiempo/tempo mundo/mundo año/ano "
        "años/anos español/español entre/entre ocho/oito nueve/nove diez/dez lugar/lugar cosa/cousa cosas/cousas "
        "desarrollo/desenvolvemento según/segundo este/este desde/desde sobre/sobre así/así nos/nos está/está era/era había/había "
        "tal/tal siempre/sempre ahora/agora allí/alí aquí/aquí medio/medio buena/boa bueno/bo hay/hai están/están cuenta/conta "
        "muerte/morte murió/morreu"
    ),
    "ms id": (
        "kerana/karena boleh/bisa daripada/dari wang/uang pejabat/kantor hospital/rumah kereta/mobil jumaat/jumat ahad/minggu "
        "isnin/senin khamis/kamis kerajaan/pemerintah malaysia/indonesia bahawa/bahwa manakala/sedangkan berkata/kata mahu/mau "
        "syarikat/perusahaan universiti/universitas polis/polisi kualiti/kualitas aktiviti/aktivitas selepas/setelah seramai/sebanyak "
        "beliau/dia sahaja/saja pelbagai/berbagai ogos/agustus disember/desember mac/maret jun/juni julai/juli lapan/delapan "
        "akhbar/koran pasukan/tim peluang/kesempatan kakitangan/karyawan tiada/tidak awak/kamu encik/bapak puan/ibu negeri/provinsi "
        "parti/partai"
    ),
}


_TOO = {
    "sv": (
        "språk mat fot vet ut natt rygg full makt saken sak saker mot skriver guld land sand blod annan hon mor vila kall koldt fall "
        "faller falla rask tak lag kamp få gick fått gått får ett sin vår kort sett satt lagt mer sen ser höst skola efter bra dag "
        "skepp"
    ),
    "da": "når bare selv rask raskt lag høst vanskelig kostbart dermed rammet statsråd slik vår bygd ball",
    "no": "ved hold dyrt sand gange have lade lod meget dog blot sort bold",
    "cs": "či len rast vojna krajina tým",
    "sk": "práce znovu také let den",
    "pt": (
        "o os a as do ao e foi outro outra outros novo nova primeira primeiro maior menor noite conta morte boa este desde está era "
        "sobre pode tempo terra porta dia antes depois lugar fin segundo entre lei rei mundo tal sempre medio há dos cal pero casa "
        "cousa dez nove oito"
    ),
    "gl": "dos este entre era",
    "es": (
        "un unos con en policía médico público período historia nación información organización unión libre palabra escribir actual "
        "actualmente acto montaña compañía campaña español españa señor señora posible posibles responsable principio principios "
        "comercio necesario última últimas último durante contra lado mar parte país países día días había vida recibir sería éxito "
        "fin a me ver antes sistema exemplo existe clase así poder mozo senhor quedar dixo segunda meses horas haberá"
    ),
}
"""Words of the pairs that a third relative has as well, or the other one in another sense."""


def _gather() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, listed in _TOO.items():
        for word in listed.split():
            found.setdefault(word, set()).add(name)
    for names, pairs in _PAIRS.items():
        for pair in pairs.casefold().split():
            for name, word in zip(names.split(), pair.split("/"), strict=True):
                found.setdefault(word, set()).add(name)
    return {word: frozenset(languages) for word, languages in found.items()}


APART = _gather()
"""Each word with those of the relatives that have it."""
