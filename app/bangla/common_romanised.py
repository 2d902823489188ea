"""Everyday romanised Bangla that sounds like another word when spelled loosely.

bondho (closed) and bhondo (fraud), Dhaka and dhoka (deceit), kotha (word) and kota (quota). Chosen by hand,
in the spellings people use; they stand for themselves and are never taken for a term spelled otherwise.
"""

from __future__ import annotations

from functools import lru_cache

from app.bangla.suffixes import carries

_WORDS = """
dhaka bondho bandho bondhu bandhu bandhobi bondor bandar kotha katha kothay kothai kothao kobe kobita
khabar khobor khata khola khela khali golpo goli goru garu ghora ghor ghori shokal sokal shokol sokol
bikal bikel bela belay mela mala nodi nadi mati moti mota matha mathay chokh choto chhoto chakri chaka
chaki boro bora bara bhara vara bhora vora bari baari para pora porashona likha lekha shekha rasta dana
dena dokan dorkar darkar dhan dhaan dhoron bhorti vorti bati bhai vai bhasha vasha basha bhat vat gram
gache gachh desh deshi dosh doshi din dinar dite pani panir pathao pathan patha shohor sohor shanti
santi shesh sesh shikkha sikkha shishu sishu shomoy somoy shotto sotto sathe shathe shima sima shona
sona shuru suru taka tika tikana thikana upay upor voy bhoy jomi jama joma jol jal joto jor jora kaj
kaji kagoj kalo kalam kolom kori korar koto koti kosto koshto kom kaman moja mojar mon mondir manush nam
namaz noy noya nari narir onek ontor onno onyo poth pothe pod poddo rod roder rokto rog roga rong ronger
shorkar
"""

_EVERYDAY = frozenset(_WORDS.split())
_LONGEST_ENDING = 7


@lru_cache(maxsize=8192)
def is_common_romanised(word: str) -> bool:
    """Whether a word as written is an everyday one, with or without endings."""
    return any(
        word[:end] in _EVERYDAY and carries(word[:end], word[end:])
        for end in range(len(word), max(2, len(word) - _LONGEST_ENDING), -1)
    )
